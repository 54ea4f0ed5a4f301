import type { Call, ConversationPart } from '../intercom/types.ts';

/** Parts and calls are stamped in whole seconds, by different systems. */
const BEFORE_START_MS = 5_000;
/** Intercom writes some entries when the call is over: a late assignment, for one. */
const AFTER_END_MS = 10 * 60_000;

export function startOf(call: Call): number | undefined {
  return call.initiatedAtMs ?? call.answeredAtMs ?? call.endedAtMs;
}

/**
 * The parts that may tell of a call, oldest first: from its start until the next of `otherCalls` starts, or some minutes
 * after its end. A part without a time belongs to the call only when there is no other.
 */
export function partsOfCall(
  parts: readonly ConversationPart[],
  call: Call,
  otherCalls: readonly Call[] = [],
): ConversationPart[] {
  const others = otherCalls.filter(({ id }) => id !== call.id);
  const startMs = startOf(call);
  if (startMs === undefined) return others.length === 0 ? inOrder(parts) : [];
  const laterMs = others.flatMap((other) => startOf(other) ?? []).filter((otherMs) => otherMs > startMs);
  const untilMs = Math.min(...laterMs.map((otherMs) => otherMs - BEFORE_START_MS), endOf(call));
  const fromMs = startMs - BEFORE_START_MS;
  return inOrder(parts).filter(({ createdAtMs: atMs }) =>
    atMs === undefined ? others.length === 0 : atMs >= fromMs && atMs < untilMs,
  );
}

const endOf = ({ endedAtMs }: Call) => (endedAtMs === undefined ? Number.POSITIVE_INFINITY : endedAtMs + AFTER_END_MS);

/** Oldest first; what has no time stays behind what it came after. */
export function inOrder(parts: readonly ConversationPart[]): ConversationPart[] {
  let lastMs = Number.NEGATIVE_INFINITY;
  const timed = parts.map((part) => {
    lastMs = part.createdAtMs ?? lastMs;
    return { part, atMs: lastMs };
  });
  return timed.sort((a, b) => (a.atMs === b.atMs ? 0 : a.atMs - b.atMs)).map(({ part }) => part);
}
