/** Looks whether this Callcard can work: npm run doctor -- --help */
import { runDoctor } from './doctor/run-doctor.ts';

process.exitCode = await runDoctor(process.argv.slice(2), process, { environment: process.env, clock: Date.now });
