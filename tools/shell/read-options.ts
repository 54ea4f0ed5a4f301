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
  return parsed(tool, { args: [...args], options, strict: true as const, allowPositionals: false as const }).values;
}

/**
 * The options of a tool, and the words beside them.
 *
 * @throws UnusableError `usage`
 */
export function readWords<T extends Options>(tool: string, args: readonly string[], options: T) {
  return parsed(tool, { args: [...args], options, strict: true as const, allowPositionals: true as const });
}

function parsed<T extends ParseArgsConfig>(tool: string, commandLine: T) {
  try {
    return parseArgs(commandLine);
  } catch (error) {
    throw usage(tool, `${reasonOf(error)}.`, { cause: error });
  }
}

/**
 * The first of the words: what to do. Each verb takes options of its own, and `--help`.
 *
 * @throws UnusableError `usage`
 */
export function readVerb<Verb extends string>(
  tool: string,
  { values, word = '' }: { values: object; word: string | undefined },
  takes: Readonly<Record<Verb, readonly string[]>>,
): Verb {
  const isVerb = (name: string): name is Verb => Object.hasOwn(takes, name);
  if (!isVerb(word)) throw usage(tool, `Say what to do: ${Object.keys(takes).join(', ')}.`);
  for (const option of Object.keys(values)) {
    if (option !== 'help' && !takes[word].includes(option)) throw usage(tool, `${word} takes no --${option}.`);
  }
  return word;
}

/** @throws UnusableError `usage` */
export function readCount(tool: string, name: string, value: string, most: number): number {
  const count = Number(value);
  if (/^\d+$/.test(value) && count >= 1 && count <= most) return count;
  throw usage(tool, `--${name} is ${value}: give a whole number from 1 to ${most}.`);
}
