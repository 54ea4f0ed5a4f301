import type { Job, JobKey } from '../../db/job-ports.ts';
import { atDatabase, type OpenDatabase, unknownWorkspace } from '../shell/database.ts';
import { exitCode } from '../shell/exit-code.ts';
import type { Environment } from '../shell/settings.ts';
import { oneLine, type Streams } from '../shell/streams.ts';
import { UnusableError } from '../shell/unusable-error.ts';
import { type JobsCommand, readCommandLine } from './command-line.ts';
import { describeJob, jobAsJson, jobLine, TITLES } from './describe-job.ts';
import { HELP } from './help.ts';
import { redriveAll } from './redrive-all.ts';

export interface Surroundings {
  environment: Environment;
  /** Epoch milliseconds. */
  clock: () => number;
}

const PERSONAL = 'Payloads have personal data of your customers in them: keep them out of tickets and chats.\n';

interface Desk extends OpenDatabase {
  streams: Streams;
  clock: () => number;
}

/** Answers with the exit code: 0 done, 2 could not be done. */
export function runJobs(args: readonly string[], streams: Streams, surroundings: Surroundings): Promise<number> {
  const { environment, clock } = surroundings;
  return exitCode(streams, async () => {
    const command = readCommandLine(args);
    if (command.verb === 'help') {
      streams.stdout.write(HELP);
      return 0;
    }
    await atDatabase(environment, (database) => carryOut(command, { ...database, streams, clock }));
    return 0;
  });
}

function carryOut(command: Exclude<JobsCommand, { verb: 'help' }>, desk: Desk): Promise<void> {
  switch (command.verb) {
    case 'list':
      return list(command, desk);
    case 'show':
      return show(command, desk);
    case 'redrive':
      return redrive(command.key, desk);
    case 'redrive-all':
      return redriveDead(command, desk);
    case 'drop':
      return drop(command.key, desk);
  }
}

async function list(command: Extract<JobsCommand, { verb: 'list' }>, desk: Desk): Promise<void> {
  const { workspaceId, state, kind, limit, json, payload } = command;
  const { stdout, stderr } = desk.streams;
  await checkWorkspace(workspaceId, desk);
  const found = await desk.store.jobs.list({ workspaceId, state, kind, limit: limit + 1 });
  const jobs = found.slice(0, limit);
  if (jobs.length === 0) stderr.write('There are no such jobs.\n');
  if (payload && jobs.length > 0) stderr.write(PERSONAL);
  if (!json && jobs.length > 0) stdout.write(`${TITLES}\n`);
  for (const job of jobs) stdout.write(`${json ? jobAsJson(job, payload) : jobLine(job)}\n`);
  if (found.length > limit) stderr.write(`There are more than these ${limit}: give --limit.\n`);
}

async function show(command: Extract<JobsCommand, { verb: 'show' }>, desk: Desk): Promise<void> {
  const { key, json, payload } = command;
  const { stdout, stderr } = desk.streams;
  const job = await knownJob(key, desk);
  if (payload) stderr.write(PERSONAL);
  if (json) {
    stdout.write(`${jobAsJson(job, payload)}\n`);
    return;
  }
  stdout.write(`${describeJob(job).join('\n')}\n`);
  if (payload) stdout.write(`${oneLine(job.payload)}\n`);
  else stderr.write('The payload has personal data of your customers in it: --payload shows it.\n');
}

async function redrive(key: JobKey, desk: Desk): Promise<void> {
  if (await desk.store.jobs.redrive(key, desk.clock())) {
    tell(desk, `${nameOf(key)} waits again. Callcard takes it within seconds, if one runs.`);
    return;
  }
  const job = await knownJob(key, desk);
  throw new UnusableError('wrong_state', `${nameOf(key)} is ${job.state}, not dead: it is done without this.`);
}

async function redriveDead(command: Extract<JobsCommand, { verb: 'redrive-all' }>, desk: Desk): Promise<void> {
  const { workspaceId, kind } = command;
  await checkWorkspace(workspaceId, desk);
  const redriven = await redriveAll(desk.store.jobs, { workspaceId, kind }, desk.clock);
  tell(desk, redriven === 0 ? 'No such job is dead.' : `Dead jobs that wait again: ${redriven}.`);
}

async function drop(key: JobKey, desk: Desk): Promise<void> {
  if (await desk.store.jobs.drop(key)) {
    tell(desk, `${nameOf(key)} is deleted: what it was for is not done.`);
    return;
  }
  await knownJob(key, desk);
  throw new UnusableError('wrong_state', `${nameOf(key)} is running: look again in a minute.`);
}

const tell = ({ streams }: Desk, text: string): void => void streams.stdout.write(`${oneLine(text)}\n`);

const nameOf = ({ workspaceId, jobId }: JobKey): string => `${jobId} of ${workspaceId}`;

/** @throws UnusableError `unknown_workspace` */
async function checkWorkspace(workspaceId: string | undefined, desk: Desk): Promise<void> {
  if (workspaceId === undefined || (await desk.store.workspaces.find(workspaceId)) !== undefined) return;
  throw unknownWorkspace(workspaceId, desk);
}

/** @throws UnusableError `unknown_workspace` or `no_such_job` */
async function knownJob(key: JobKey, desk: Desk): Promise<Job> {
  const job = await desk.store.jobs.find(key);
  if (job !== undefined) return job;
  await checkWorkspace(key.workspaceId, desk);
  throw new UnusableError('no_such_job', `There is no job ${nameOf(key)}: it is done, it was dropped, or never there.`);
}
