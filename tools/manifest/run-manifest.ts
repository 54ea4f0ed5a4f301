import { exitCode } from '../shell/exit-code.ts';
import { faultsOf } from '../shell/public-url.ts';
import { HELP_OPTION, readOptions, usage } from '../shell/read-options.ts';
import { oneLine, type Streams } from '../shell/streams.ts';
import { UnusableError } from '../shell/unusable-error.ts';
import { HELP } from './help.ts';
import { hubPages } from './hub-pages.ts';
import { readManifest } from './manifest-schema.ts';

const TOOL = 'manifest';

/** Prints the pages. Answers with the exit code: 0 done, 2 not a usable address. */
export function runManifest(args: readonly string[], streams: Streams): Promise<number> {
  return exitCode(streams, async () => {
    const { url, help } = readOptions(TOOL, args, { url: { type: 'string' }, help: HELP_OPTION });
    if (help) {
      streams.stdout.write(HELP);
      return 0;
    }
    if (url === undefined) throw usage(TOOL, 'Say where Callcard is reached, with --url.');
    for (const fault of faultsOf(url)) {
      const text = `${fault.found}. ${fault.next}`;
      if (fault.level === 'problem') throw new UnusableError('bad_url', text);
      streams.stderr.write(`${oneLine(text)}\n`);
    }
    const pages = hubPages(readManifest(), url.replace(/\/+$/, ''));
    const text = pages.map(({ title, lines }) => [title, ...lines.map((line) => `  ${line}`), ''].join('\n'));
    streams.stdout.write(text.join('\n'));
    return 0;
  });
}
