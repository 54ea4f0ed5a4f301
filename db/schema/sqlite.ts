/*
 * Everything of a tenant has `workspace_id` first in its primary key: Intercom's ids are unique only inside a
 * workspace. Times are epoch milliseconds. Only what PostgreSQL has as well is used here.
 */

export * from './sqlite/callers.ts';
export * from './sqlite/cards.ts';
export * from './sqlite/mirror.ts';
export * from './sqlite/work.ts';
export * from './sqlite/workspaces.ts';
