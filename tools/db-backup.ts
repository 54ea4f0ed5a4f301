/** Makes a backup of the database, also while Callcard runs: npm run db:backup -- --help */
import { runDbBackup } from './db-backup/run-db-backup.ts';

process.exitCode = await runDbBackup(process.argv.slice(2), process, process.env);
