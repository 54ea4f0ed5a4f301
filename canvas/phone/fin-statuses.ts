/**
 * How a Fin Voice record stands, by its `status`; a conversation's `resolution_state` has the same words, and both have
 * older and newer ones. What is not here may mean anything. Source: Intercom, REST reference and OpenAPI description.
 */
const AT_WORK: ReadonlySet<string> = new Set(['registered', 'in-progress', 'in_progress']);
const RESOLVED: ReadonlySet<string> = new Set(['assumed_resolution', 'confirmed_resolution']);
const LEFT_TO_TEAM: ReadonlySet<string> = new Set([
  ...['escalated', 'procedure_handoff', 'negative_feedback', 'routed_to_team'],
]);
const ABANDONED = 'abandoned';

/** Fin has the call, or is to get it. */
export const isFinAtWork = (status: string | undefined): boolean => AT_WORK.has(status ?? '');

/** Fin has the call, or brought it to a good end. */
export const isWithFin = (status: string | undefined): boolean => isFinAtWork(status) || RESOLVED.has(status ?? '');

/** Fin left it to the team. */
export const isLeftToTeam = (status: string | undefined): boolean => LEFT_TO_TEAM.has(status ?? '');

/** Fin is certainly done with it, however. */
export const isFinDone = (status: string): boolean =>
  RESOLVED.has(status) || LEFT_TO_TEAM.has(status) || status === ABANDONED;
