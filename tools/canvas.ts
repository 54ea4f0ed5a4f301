/** Checks and shows Canvas Kit JSON: npm run canvas -- --help */
import { runCanvas } from './canvas/run-canvas.ts';

process.exitCode = await runCanvas(process.argv.slice(2), process);
