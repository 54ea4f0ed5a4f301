/** Shows what Intercom asked Callcard for: npm run deliveries -- --help */
import { runDeliveries } from './deliveries/run-deliveries.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.exitCode = await runDeliveries(process.argv.slice(2), process, {
  environment: process.env,
  signal: stop.signal,
});
