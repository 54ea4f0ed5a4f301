/*
 * The same tables as in sqlite.ts, where it says what they are for; a test holds the two against each other.
 */

export * from './postgres/callers.ts';
export * from './postgres/cards.ts';
export * from './postgres/mirror.ts';
export * from './postgres/work.ts';
export * from './postgres/workspaces.ts';
