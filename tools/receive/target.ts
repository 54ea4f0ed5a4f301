import type { StoreReader } from '../../db/ports.ts';
import type { Answer } from './event.ts';

/** A Callcard to send to. */
export interface Target {
  /** How whoever reads the output knows it. */
  name: string;
  /** Sends the request as Intercom does. Throws UnusableError `unreachable` when there is no answer. */
  send(path: string, headers: Record<string, string>, body: string): Promise<Answer>;
  /** Its database, to read; throws when it cannot be read. Closing the target closes it. */
  openStore(): Promise<Pick<StoreReader, 'workspaces'>>;
  close(): Promise<void>;
}
