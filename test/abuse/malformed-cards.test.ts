import { expect, test } from 'vitest';
import type { Canvas } from '../../canvas/kit/components.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { CLIENT_SECRET, type OpenCard, openRoom, type Room } from '../card/room.ts';
import { type RealRequests, type StrangeRequest, strangeRequest } from './malformed-requests.ts';
import { createRandom } from './random.ts';
import { recordedIntercom } from './recorded-intercom.ts';

const REQUESTS = 10_000;
/** Another one each time. To see a failure again, set ABUSE_SEED to the seed it named. */
const SEED = Number(process.env.ABUSE_SEED ?? Math.floor(Math.random() * 2 ** 31));

test(`of ${REQUESTS} requests that Intercom would never send, none fails, passes unsigned or is told nonsense`, async () => {
  const room = await openRoom({ intercomFrom: recordedIntercom });
  const conversationId = room.conversationOf('Jo Vance', 'phone_call');
  const before = await room.open(conversationId);
  const real = await everyClick(before);

  const random = createRandom(SEED);
  for (let index = 0; index < REQUESTS; index += 1) {
    const request = strangeRequest(random, real, CLIENT_SECRET);
    const problem = await problemWith(request, room);
    if (problem === undefined) continue;
    expect.fail(
      `Request ${index} of ABUSE_SEED=${SEED}, ${request.kind}: ${problem}\n${request.body?.subarray(0, 2000)}`,
    );
  }

  // What was drawn was no stopgap for a card that failed, and nothing of it stuck.
  expect([...errorsIn(room.logged())]).toEqual([]);
  expect((await room.open(conversationId)).text).toBe(before.text);
}, 30_000);

/** Each kind of error once, with where it came from. */
function errorsIn(logged: string): Set<string> {
  const lines = logged.split('\n').filter((line) => line.includes('"level":50'));
  return new Set(lines.map((line) => JSON.parse(line)).map(({ msg, err }) => `${msg}: ${err?.stack?.slice(0, 300)}`));
}

/** What Intercom sends for each thing that a teammate can click on the first card and on what comes of that. */
async function everyClick(card: OpenCard): Promise<RealRequests> {
  const texts: RealRequests['texts'] = [card.payload('refresh')];
  const componentIds: RealRequests['componentIds'] = ['note:save', 'tag:search', 'tag:create', 'assign:search'];
  for (const id of clickable(card)) {
    const view = await card.click(id);
    texts.push(view.payload(id, { text: 'a note', menu: id }));
    componentIds.push(id, ...clickable(view));
  }
  const payloads = texts.map((text): object => JSON.parse(text)) as RealRequests['payloads'];
  return { payloads, texts, componentIds };
}

function clickable({ canvas }: OpenCard): string[] {
  return canvas.content.components.flatMap((one) => {
    if (one.type === 'list') return one.items.map(({ id }) => id);
    if (one.type === 'single-select') return one.options.map(({ id }) => id);
    return one.type === 'button' ? [one.id] : [];
  });
}

async function problemWith({ url, headers, body, signed }: StrangeRequest, { app }: Room): Promise<string | undefined> {
  const answer = await app.inject({ method: 'POST', url, headers, ...(body === undefined ? {} : { payload: body }) });
  const said = `answered ${answer.statusCode} ${answer.body}`;
  if (!signed) return answer.statusCode === 401 && answer.body === '' ? undefined : `${said} to a wrong signature`;
  if (answer.statusCode !== 200) return said;
  const { canvas } = answer.json<{ canvas: Canvas }>();
  const issues = validateCanvas(canvas, { location: 'inbox', first: url === '/canvas/initialize' });
  return issues.length === 0 ? undefined : `a canvas that Intercom would refuse: ${JSON.stringify(issues)}`;
}
