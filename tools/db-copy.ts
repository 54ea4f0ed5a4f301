/** Copies everything from one database into another: npm run db:copy -- --help */
import { runDbCopy } from './db-copy/run-db-copy.ts';

process.exitCode = await runDbCopy(process.argv.slice(2), process);
