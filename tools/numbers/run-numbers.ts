import { exitCode } from '../shell/exit-code.ts';
import type { Streams } from '../shell/streams.ts';
import { audit } from './audit.ts';
import { readCommandLine } from './command-line.ts';
import { withWorkspace } from './connect.ts';
import { country } from './country.ts';
import { fix } from './fix.ts';
import { HELP } from './help.ts';
import type { Surroundings } from './surroundings.ts';

/** Answers with the exit code: 0 done, 1 stopped before the end or not all could be written, 2 could not be done. */
export function runNumbers(args: readonly string[], streams: Streams, surroundings: Surroundings): Promise<number> {
  return exitCode(streams, async () => {
    const command = readCommandLine(args);
    if (command.verb === 'help') {
      streams.stdout.write(HELP);
      return 0;
    }
    return withWorkspace(command.workspaceId, surroundings.environment, async (known) => {
      const around = { streams, surroundings };
      if (command.verb === 'audit') return audit(command, known, around);
      if (command.verb === 'fix') return fix(command, known, around);
      await country(command, known, around);
      return 0;
    });
  });
}
