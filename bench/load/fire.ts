import autocannon from 'autocannon';
import { cardRequest, notification, type SignedRequest, slackCommand, slackEvent } from '../servers/bodies.ts';
import type { Load } from './load.ts';

/** What is signed beforehand, so that the load is never busier than the server; more is an error. */
const MOST_A_SECOND = 30_000;

const { url, path, request, seconds, connections = 32, prefix = '' } = JSON.parse(process.argv[2] ?? '{}') as Load;

/** A card may be asked for again, but no event is sent twice. */
function makeRequests(): SignedRequest[] {
  if (request === 'card') return [cardRequest()];
  if (request === 'slack-command') return [slackCommand()];
  return Array.from({ length: Math.ceil((seconds * MOST_A_SECOND) / connections) }, () => {
    number += 1;
    return request === 'notification' ? notification(number, prefix) : slackEvent(number);
  });
}
let number = 0;

const result = await autocannon({
  url,
  connections,
  duration: seconds,
  setupClient: (client) => {
    client.setRequests(makeRequests().map((signed) => ({ method: 'POST', path, ...signed })));
  },
});
if (result.non2xx > 0 || result.errors > 0 || (number > 0 && result.requests.total > number)) {
  process.stdout.write(
    `${result.non2xx} answers were not 200, ${result.errors} failed, ${result.requests.total} were sent of ${number || 'one'}`,
  );
  process.exit(1);
}
process.stdout.write(
  JSON.stringify({
    requestsPerSecond: result.requests.average,
    answers: result.requests.total,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  }),
);
