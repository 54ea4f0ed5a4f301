/** Sends Callcard what Intercom would: npm run receive -- --help */
import { runReceive } from './receive/run-receive.ts';

process.exitCode = await runReceive(process.argv.slice(2), process, process.env);
