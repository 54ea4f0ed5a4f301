import { inspect } from 'node:util';
import { StoreUnavailableError } from '../../db/errors.ts';

/** How a store says that it cannot answer; anything else fails the test. */
export async function failureOf(answer: Promise<unknown>): Promise<StoreUnavailableError> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof StoreUnavailableError) return error;
  throw new Error(`This is not how a store says that it cannot answer: ${inspect(error)}`);
}
