import { type Command, readCommandLine } from './command-line.ts';
import { HELP } from './help.ts';
import { runShow } from './show-command.ts';
import { oneLine, type Streams } from './streams.ts';
import { UnusableError } from './unusable-error.ts';
import { runValidate } from './validate-command.ts';

/** Runs one command line. Answers with the exit code: 0 done or valid, 1 not valid, 2 could not be done. */
export async function runCanvas(args: readonly string[], streams: Streams): Promise<number> {
  try {
    return await run(readCommandLine(args), streams);
  } catch (error) {
    if (!(error instanceof UnusableError)) throw error;
    streams.stderr.write(`${oneLine(error.message)}\n`);
    return 2;
  }
}

async function run(command: Command, streams: Streams): Promise<number> {
  switch (command.name) {
    case 'help':
      streams.stdout.write(HELP);
      return 0;
    case 'validate':
      return runValidate(command, streams);
    case 'show':
      return runShow(command, streams);
  }
}
