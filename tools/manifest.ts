/** Prints what to enter in Intercom's Developer Hub: npm run manifest -- --help */
import { runManifest } from './manifest/run-manifest.ts';

process.exitCode = await runManifest(process.argv.slice(2), process);
