import { IntercomError } from './errors.ts';
import type { Operation } from './operation.ts';
import type { Transport } from './transport.ts';
import type { CallOptions } from './types.ts';

/**
 * Takes something off that may be gone already: when an earlier try of this very call was lost on the way and the next
 * one finds nothing, the first one did it.
 */
export async function detach(
  { call }: Transport,
  operation: Pick<Operation<void>, 'path' | 'ids' | 'body'>,
  options: CallOptions | undefined,
): Promise<void> {
  try {
    await call({ ...operation, method: 'DELETE', read: () => undefined }, options);
  } catch (error) {
    if (error instanceof IntercomError && error.code === 'intercom_not_found' && error.mayHaveHappened) return;
    throw error;
  }
}
