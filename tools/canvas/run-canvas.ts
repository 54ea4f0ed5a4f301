import { exitCode } from '../shell/exit-code.ts';
import type { Streams } from '../shell/streams.ts';
import { type Command, readCommandLine } from './command-line.ts';
import { HELP } from './help.ts';
import { runShow } from './show-command.ts';
import { runValidate } from './validate-command.ts';

/** Runs one command line. Answers with the exit code: 0 done or valid, 1 not valid, 2 could not be done. */
export function runCanvas(args: readonly string[], streams: Streams): Promise<number> {
  return exitCode(streams, async () => run(readCommandLine(args), streams));
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
