import { STATUS_CODES } from 'node:http';
import { type Config, readConfig } from '../../server/config.ts';
import { exitCode } from '../shell/exit-code.ts';
import { nameOf, parseJson, readText } from '../shell/read-text.ts';
import { type Environment, settingsOf } from '../shell/settings.ts';
import { oneLine, type Streams } from '../shell/streams.ts';
import { callcardInProcess } from './callcard-in-process.ts';
import { type ReceiveCommand, readCommandLine } from './command-line.ts';
import type { Answer, ReceivedEvent } from './event.ts';
import { findSubject } from './find-subject.ts';
import { HELP } from './help.ts';
import { runningCallcard } from './running-callcard.ts';
import type { Target } from './target.ts';

const SHOWN_OF_A_REFUSAL = 500;

/** Answers with the exit code: 0 Intercom can use the answer, 1 it cannot, 2 nothing could be sent. */
export function runReceive(args: readonly string[], streams: Streams, environment: Environment): Promise<number> {
  return exitCode(streams, async () => {
    const command = readCommandLine(args);
    if (command === 'help') {
      streams.stdout.write(HELP);
      return 0;
    }
    const config = readConfig({ LOG_LEVEL: 'warn', ...dropEmpty(await settingsOf(environment)) });
    const target = await targetOf(command, config, streams);
    try {
      return await receive(command, target, config.intercom.clientSecrets[0], streams);
    } finally {
      await target.close();
    }
  });
}

/** So that an empty setting does not hide a default of the tool. */
const dropEmpty = (settings: Environment): Environment =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));

async function targetOf({ to }: ReceiveCommand, config: Config, { stderr }: Streams): Promise<Target> {
  if (to.inProcess) return callcardInProcess(config, stderr);
  return runningCallcard(config, (to.url ?? config.publicUrl).replace(/\/+$/, ''));
}

async function receive(command: ReceiveCommand, target: Target, secret: string, streams: Streams): Promise<number> {
  const { event } = command;
  const body = await bodyOf(command, target, streams);
  const headers = { 'content-type': 'application/json', ...event.sign(body, secret) };
  const startedAtMs = performance.now();
  const answer = await target.send(event.path, headers, body);
  const tookMs = Math.round(performance.now() - startedAtMs);
  const status = `${answer.status} ${STATUS_CODES[answer.status] ?? ''}`.trimEnd();
  const { lines, good } = answer.status === 200 ? event.read(answer.body) : refusal(answer, event);
  const title = `POST ${event.path} to ${target.name}: ${status} in ${tookMs} ms`;
  for (const line of [title, '', ...lines]) streams.stdout.write(`${oneLine(line)}\n`);
  return good ? 0 : 1;
}

async function bodyOf({ event, payload }: ReceiveCommand, target: Target, streams: Streams): Promise<string> {
  if ('file' in payload) {
    const text = await readText(payload.file, streams.stdin);
    // Sent as it is, for a signature is over bytes; read only to tell a wrong file from a refusal.
    parseJson(text, nameOf(payload.file));
    return text;
  }
  const note = (text: string) => streams.stderr.write(`${oneLine(text)}\n`);
  return JSON.stringify(event.sample(await findSubject(target, payload, note), payload.click));
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'Callcard there has another client secret: INTERCOM_CLIENT_SECRET must be the same here and there.',
  404: 'Something answers there, but not Callcard: see --url.',
};

function refusal({ status, body }: Answer, { path }: ReceivedEvent) {
  const advice = ADVICE[status] ?? `Intercom would show an error instead of what ${path} is for. See Callcard's log.`;
  return { lines: [advice, ...(body === '' ? [] : [body.slice(0, SHOWN_OF_A_REFUSAL)])], good: false };
}
