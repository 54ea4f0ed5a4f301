import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { type Config, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { serve } from './serve.ts';

/** After a signal, what runs may take this long to finish. */
const GRACE_MS = 20_000;

/**
 * Starts Callcard. Without Intercom's credentials, and not in production, it starts the sandbox beside it: a local
 * Intercom to try it with. The only file that reads the environment and handles signals.
 */
async function main(environment: NodeJS.ProcessEnv): Promise<void> {
  const withSandbox =
    environment.NODE_ENV !== 'production' && !environment.INTERCOM_CLIENT_ID && !environment.INTERCOM_CLIENT_SECRET;
  const closers: (() => Promise<void>)[] = [];
  closeWithGrace({ delay: GRACE_MS, logger: false }, async ({ err, signal }) => {
    if (err !== undefined) process.stderr.write(`Callcard stops after an error that nothing handled: ${err.stack}\n`);
    else process.stdout.write(`Callcard stops (${signal ?? 'asked to'}).\n`);
    for (const close of closers.reverse()) await close();
  });

  let config: Config;
  let inboxUrl: string | undefined;
  if (withSandbox) {
    const { startSandbox } = await import('../sandbox/start.ts');
    const sandbox = await startSandbox(environment);
    closers.push(sandbox.close);
    inboxUrl = sandbox.url;
    config = readConfig({ ...environment, ...sandbox.settings });
  } else {
    config = readConfig(environment);
  }
  const pretty = process.stdout.isTTY && !config.production && isInstalled('pino-pretty');
  const level = config.logLevel;
  const log = pretty
    ? pino({ level, base: undefined }, pino.transport({ target: 'pino-pretty' }))
    : createLog({ level, to: 1 });
  const serving = await serve(config, log);
  closers.push(serving.close);
  const address = inboxUrl === undefined ? config.publicUrl : `${inboxUrl} (a local Intercom with Callcard beside it)`;
  process.stdout.write(`Callcard is ready. Open ${address}\n`);
}

/** Development tools are not there after `npm ci --omit=dev`. */
function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}

main(process.env).catch((error: unknown) => {
  process.stderr.write(`${explained(error)}\n`);
  process.exit(1);
});

/** Failures whose message says all that is needed to mend them. */
const READABLE: ReadonlySet<unknown> = new Set(['config_invalid', 'store_unavailable']);

function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (READABLE.has(code)) return error.message;
  if (code === 'EADDRINUSE') {
    return `${error.message}. Another program has that port: stop it, or set PORT (and SANDBOX_PORT) to a free one.`;
  }
  return error.stack ?? error.message;
}
