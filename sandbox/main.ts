import closeWithGrace from 'close-with-grace';
import { settled } from './marketplace-app.ts';
import { startSandbox } from './start.ts';

/** Runs the sandbox alone, for an app that was started elsewhere. */
async function main(): Promise<void> {
  const sandbox = await startSandbox(process.env);
  closeWithGrace({ delay: 2000, logger: false }, async ({ err }) => {
    if (err !== undefined) process.stderr.write(`The sandbox stops after an error: ${err.stack ?? err.message}\n`);
    await sandbox.close();
  });
  const { marketplaceApp, settings, url } = sandbox;
  process.stdout.write(
    [
      `The sandbox is ready. Open ${url}`,
      `  it asks for cards at    ${settled(marketplaceApp.initializeUrl)}`,
      `  sends clicks to         ${settled(marketplaceApp.submitUrl)}`,
      `  and notifications to    ${settled(marketplaceApp.webhookUrl ?? 'nowhere')}`,
      '  start the app with',
      ...Object.entries(settings)
        .filter(([name]) => name.startsWith('INTERCOM_'))
        .map(([name, value]) => `    ${name}=${value}`),
      '',
    ].join('\n'),
  );
}

main().catch((error: unknown) => {
  const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const help = busy ? 'Another program has that port: set SANDBOX_PORT to a free one.' : '';
  process.stderr.write(`The sandbox cannot start. ${error instanceof Error ? error.message : String(error)} ${help}\n`);
  process.exit(1);
});
