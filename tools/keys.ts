/** For operators: makes, lists and revokes keys to Callcard's own API: npm run keys -- --help */
import { runKeys } from './keys/run-keys.ts';

process.exitCode = await runKeys(process.argv.slice(2), process, { environment: process.env, clock: Date.now });
