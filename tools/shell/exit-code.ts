import { oneLine, type Streams } from './streams.ts';
import { reasonOf, UnusableError } from './unusable-error.ts';

/** Errors of Callcard whose message says what to do. By their code: most tools need not load where they come from. */
const FORESEEN = new Set<unknown>(['config_invalid', 'store_unavailable', 'database_unreadable']);

/** Runs a tool. What it could not do, and what to do about it, goes to standard error with the exit code 2. */
export async function exitCode(streams: Streams, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    for (const line of explained(error)) streams.stderr.write(`${oneLine(line)}\n`);
    return 2;
  }
}

function explained(error: unknown): readonly string[] {
  if (error instanceof UnusableError) return [error.message];
  if (!(error instanceof Error && 'code' in error && FORESEEN.has(error.code))) throw error;
  const reason = error.code === 'store_unavailable' ? [`  ${reasonOf(error.cause)}`] : [];
  return [...error.message.split('\n'), ...reason];
}
