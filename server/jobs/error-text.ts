import { StoreUnavailableError, UnknownWorkspaceError } from '../../db/errors.ts';
import { IntercomError } from '../intercom/errors.ts';
import { AttemptEndedError } from './attempt.ts';
import { DisconnectedError, PermanentFailure, UnknownWorkError } from './handler.ts';

const MAX_LENGTH = 300;
const NAME = /^[A-Za-z]\w{0,63}$/;

/** Their messages are ours, and say what to do next without anybody's data. */
const OUR_OWN = [
  IntercomError,
  DisconnectedError,
  PermanentFailure,
  UnknownWorkError,
  StoreUnavailableError,
  UnknownWorkspaceError,
  AttemptEndedError,
];

/**
 * What may be kept and logged of any error. Of those that are not ours only name and code: their messages quote what
 * they could not read.
 */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return 'something was thrown that is no error';
  const name = NAME.test(error.name) ? error.name : 'Error';
  if (OUR_OWN.some((type) => error instanceof type)) return `${name}: ${error.message}`.slice(0, MAX_LENGTH);
  const code = 'code' in error && typeof error.code === 'string' && NAME.test(error.code) ? ` ${error.code}` : '';
  return name + code;
}

const FRAMES = 5;

/** Where in the code an error comes from: its stack without the message. */
export function errorOrigin(error: unknown): string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  // The message may have any number of lines; frames come behind it.
  const message = error.stack.lastIndexOf(error.message);
  const behind = error.message === '' || message < 0 ? error.stack : error.stack.slice(message + error.message.length);
  return behind
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/.test(line))
    .slice(0, FRAMES);
}
