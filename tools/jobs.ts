/** For operators: looks at jobs, has dead ones done again, deletes them: npm run jobs -- --help */
import { runJobs } from './jobs/run-jobs.ts';

process.exitCode = await runJobs(process.argv.slice(2), process, { environment: process.env, clock: Date.now });
