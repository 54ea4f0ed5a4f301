import { type ParseArgsConfig, parseArgs } from 'node:util';
import { reasonOf, UnusableError } from './unusable-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** For the options of every tool. */
export const HELP_OPTION = { type: 'boolean', short: 'h', default: false } as const;

/** What is wrong with a command line, and where its help is. */
export const usage = (tool: string, problem: string, options?: ErrorOptions): UnusableError =>
  new UnusableError('usage', `${problem} For help: npm run ${tool} -- --help`, options);

/**
 * The options of a tool that takes nothing else.
 *
 * @throws UnusableError `usage`
 */
export function readOptions<T extends Options>(tool: string, args: readonly string[], options: T) {
  try {
    return parseArgs<{ args: string[]; options: T; strict: true; allowPositionals: false }>({
      args: [...args],
      options,
      strict: true,
      allowPositionals: false,
    }).values;
  } catch (error) {
    throw usage(tool, `${reasonOf(error)}.`, { cause: error });
  }
}

/** @throws UnusableError `usage` */
export function readCount(tool: string, name: string, value: string, most: number): number {
  const count = Number(value);
  if (/^\d+$/.test(value) && count >= 1 && count <= most) return count;
  throw usage(tool, `--${name} is ${value}: give a whole number from 1 to ${most}.`);
}
