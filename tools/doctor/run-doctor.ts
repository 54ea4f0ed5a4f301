import { exitCode } from '../shell/exit-code.ts';
import { HELP_OPTION, readOptions } from '../shell/read-options.ts';
import type { Environment } from '../shell/settings.ts';
import { oneLine, type Streams } from '../shell/streams.ts';
import { checkAddress } from './check-address.ts';
import { checkClock } from './check-clock.ts';
import { checkDatabase } from './check-database.ts';
import { checkSettings } from './check-settings.ts';
import { checkWorkspaces } from './check-workspaces.ts';
import type { Finding } from './finding.ts';
import { HELP } from './help.ts';

export interface Surroundings {
  environment: Environment;
  /** Epoch milliseconds. */
  clock: () => number;
}

/** Prints what it finds. Answers with the exit code: 0 no problem, 1 a problem, 2 could not be done. */
export function runDoctor(args: readonly string[], streams: Streams, surroundings: Surroundings): Promise<number> {
  return exitCode(streams, async () => {
    const { json, help } = readOptions('doctor', args, {
      json: { type: 'boolean', default: false },
      help: HELP_OPTION,
    });
    if (help) {
      streams.stdout.write(HELP);
      return 0;
    }
    const findings = await examine(surroundings);
    const healthy = findings.every(({ level }) => level !== 'problem');
    if (json) streams.stdout.write(`${JSON.stringify({ healthy, findings }, undefined, 2)}\n`);
    else for (const line of report(findings)) streams.stdout.write(`${oneLine(line)}\n`);
    return healthy ? 0 : 1;
  });
}

async function examine({ environment, clock }: Surroundings): Promise<Finding[]> {
  const { findings, config } = await checkSettings(environment);
  if (config === undefined) return findings;
  const database = await checkDatabase(config.databaseUrl);
  const { store } = database;
  try {
    const [time, address, workspaces] = await Promise.all([
      checkClock(config.intercom.apiUrls.us, clock),
      checkAddress(config),
      store === undefined ? [] : checkWorkspaces(config, store, clock),
    ]);
    return [...findings, ...database.findings, time, ...address, ...workspaces];
  } finally {
    await store?.close();
  }
}

const LEVEL_WIDTH = 'warning'.length;
const AREA_WIDTH = 'workspace'.length;

function report(findings: readonly Finding[]): string[] {
  const lines = findings.flatMap(({ level, area, found, next }) => [
    `${level.padEnd(LEVEL_WIDTH)}  ${area.padEnd(AREA_WIDTH)}  ${found}`,
    ...(next === undefined ? [] : [`${''.padEnd(LEVEL_WIDTH + 2 + AREA_WIDTH)}  -> ${next}`]),
  ]);
  const count = (level: Finding['level']) => findings.filter((one) => one.level === level).length;
  const [warnings, problems] = [count('warning'), count('problem')];
  const plural = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return [...lines, '', `${plural(problems, 'problem')}, ${plural(warnings, 'warning')}, ${count('ok')} ok`];
}
