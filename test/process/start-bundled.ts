import { inject } from 'vitest';
import { type Started, startCallcard } from '../../tools/start-callcard.ts';
import { type ProcessOptions, type StartedProcess, startProcess } from '../../tools/start-process.ts';
import { bundledIn } from './bundle.ts';

type Environment = Record<string, string>;

/** As `startCallcard`, in a third of the time. */
export function startBundledCallcard(settings: Environment = {}): Promise<Started> {
  const { program, environment } = bundledIn(inject('bundled'), 'callcard');
  return startCallcard({ ...environment, ...settings }, program);
}

/** As `startProcess`. */
export function startBundled(
  name: 'callcard' | 'sandbox',
  ready: string,
  settings: Environment,
  options?: ProcessOptions,
): Promise<StartedProcess> {
  const { program, environment } = bundledIn(inject('bundled'), name);
  return startProcess(program, ready, { ...environment, ...settings }, options);
}
