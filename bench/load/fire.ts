import autocannon from 'autocannon';
import { cardRequest, notification, type SignedRequest, slackCommand, slackEvent } from '../servers/bodies.ts';
import type { Load } from './load.ts';

const load = JSON.parse(process.argv[2] ?? '{}') as Load;
let number = 0;
const prefix = load.prefix ?? '';
const fixed = load.request === 'card' ? cardRequest() : load.request === 'slack-command' ? slackCommand() : undefined;
const make = (): SignedRequest => {
  number += 1;
  return fixed ?? (load.request === 'notification' ? notification(number, prefix) : slackEvent(number));
};
const first = make();
const result = await autocannon({
  url: load.url,
  connections: load.connections ?? 32,
  duration: load.seconds,
  requests: [
    {
      method: 'POST',
      path: load.path,
      body: first.body,
      headers: first.headers,
      ...(fixed === undefined && { setupRequest: (request: object) => ({ ...request, ...make() }) }),
    },
  ],
});
if (result.non2xx > 0 || result.errors > 0) {
  process.stdout.write(`${result.non2xx} answers were not 200, ${result.errors} failed`);
  process.exit(1);
}
process.stdout.write(
  JSON.stringify({
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  }),
);
