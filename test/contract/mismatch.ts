/** One place where a request or an answer is not what Intercom describes. */
export interface Mismatch {
  /** `GET /contacts/{contact_id}`; the bare method and path when nothing like it is described. */
  operation: string;
  side: 'request' | 'answer';
  /** Of the answer. */
  status: number;
  /** Into the body, or `path:name`, `query:name`, `header:name`; positions in lists are `*`. */
  pointer: string;
  message: string;
  value: unknown;
}

const LONGEST_VALUE = 120;

function isSame(a: Mismatch, b: Mismatch): boolean {
  return (
    a.operation === b.operation &&
    a.side === b.side &&
    a.status === b.status &&
    a.pointer === b.pointer &&
    a.message === b.message
  );
}

/** A line for each kind of mismatch, with how often it was met and the first value that shows it. */
export function describeMismatches(mismatches: readonly Mismatch[]): string[] {
  const kinds: { first: Mismatch; count: number }[] = [];
  for (const mismatch of mismatches) {
    const known = kinds.find(({ first }) => isSame(first, mismatch));
    if (known === undefined) kinds.push({ first: mismatch, count: 1 });
    else known.count += 1;
  }
  return kinds.map(({ first, count }) => {
    const { operation, side, status, pointer, message, value } = first;
    const shown = (JSON.stringify(value) ?? 'nothing').slice(0, LONGEST_VALUE);
    return `${operation} ${status}, ${side} at ${pointer || '/'}: ${message}; it is ${shown} (${count}x)`;
  });
}
