import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Job } from '../../db/job-ports.ts';
import { jobHandlers } from '../../server/jobs/handlers.ts';
import { createWorker } from '../../server/jobs/worker.ts';
import { ACME, CLIENT_SECRET, NOW_MS, openRoom, type Room } from '../card/room.ts';
import { abuseSettings } from './abuse-settings.ts';
import { heapInUseBytes } from './heap.ts';
import type { Answer, World } from './hostile-request.ts';
import { type Attack, nextAttack, problemWith } from './hostile-routes.ts';
import { inject } from './inject.ts';
import { answerIn, bytesOf } from './over-a-socket.ts';
import { createRandom } from './random.ts';
import { rawBytes, sendRaw, statusesIn } from './raw-http.ts';
import { realWorld } from './real-requests.ts';
import { recordedIntercom } from './recorded-intercom.ts';
import { watchLog } from './watched-log.ts';

const { requests: REQUESTS, seed: SEED, timeoutMs } = abuseSettings();
/** Over a real connection so many times fewer: what comes after HTTP is the same. */
const SOCKETS = Math.ceil(REQUESTS / 20);
/** The log is searched, and progress is told, each time after so many. */
const PIECE = 1_000;
/** Of the second half of the requests: far less than anything would take that is kept for each of them. */
const GROWTH_BYTES = 2 * 2 ** 20;

interface Siege {
  room: Room;
  world: World;
  /** How often anything was written to Intercom. */
  writes: () => number;
  /** Fails the test when something was logged that never should be. */
  lookAtLog: () => void;
}

async function beginSiege(): Promise<Siege> {
  const secrets = [CLIENT_SECRET];
  const watched = watchLog(secrets);
  let writes = 0;
  const room = await openRoom({
    log: watched.log,
    intercomFrom: (sandbox) =>
      recordedIntercom(sandbox, () => {
        writes += 1;
      }),
  });
  secrets.push(...room.deps.config.tokenKeys.map(({ key }) => key.toString('base64')));
  // While its contacts are not all read, nobody could be told of a number that nobody has it.
  await room.store.mirrors.update({ workspaceId: ACME, epoch: 1 }, { phase: 'done', reconciledAtMs: NOW_MS });
  const world = await realWorld(room, CLIENT_SECRET);
  secrets.push(world.sealedToken);
  const lookAtLog = () => expect(watched.look()).toEqual([]);
  lookAtLog();
  return { room, world, writes: () => writes, lookAtLog };
}

/** What a failure says, so that somebody can see it again. */
function describeAttack(index: number, { request }: Attack, answer: Answer | undefined, problem: string): string {
  const { kind, method, url, headers, body, signature } = request;
  const said = `answered ${answer?.status} ${answer?.body.slice(0, 300)}: ${problem}`;
  const asked = `${method} ${url.slice(0, 300)}\n${JSON.stringify(headers).slice(0, 1_000)}\n${body?.subarray(0, 1_000)}`;
  return `Request ${index} of SEED=${SEED} (${kind}, signature ${signature}) was ${said}\n${asked}`;
}

describe('requests that nobody honest would send', () => {
  test(
    `${REQUESTS} of them: none fails, none passes that is forged, and nothing of them stays`,
    async () => {
      const { room, world, writes, lookAtLog } = await beginSiege();
      const { store } = room;
      const conversationId = room.conversationOf('Jo Vance', 'phone_call');
      const cardBefore = (await room.open(conversationId)).text;
      const workspaces = () => store.workspaces.list({ limit: 1_000 });
      const workspacesBefore = await workspaces();

      const random = createRandom(SEED);
      let halfwayBytes = 0;
      for (let index = 0; index < REQUESTS; index += 1) {
        const attack = nextAttack(random, world);
        const writesBefore = writes();
        const answer = await inject(room.app, attack.request);
        const wrote = attack.request.signature !== 'right' && writes() > writesBefore;
        const problem = wrote ? 'a stranger made Callcard write to Intercom' : problemWith(answer, attack, world);
        if (problem !== undefined) expect.fail(describeAttack(index, attack, answer, problem));
        if (index % PIECE === 0) lookAtLog();
        if (index === Math.floor(REQUESTS / 2)) halfwayBytes = await heapInUseBytes();
      }
      lookAtLog();
      expect((await heapInUseBytes()) - halfwayBytes).toBeLessThan(GROWTH_BYTES);

      expect(await workspaces()).toEqual(workspacesBefore);
      const jobs = await store.jobs.list({ limit: 1_000_000 });
      expect(jobs.filter(({ jobId }) => jobId.includes('forged'))).toEqual([]);
      // A hint that nobody signed is looked into, once.
      const isHint = ({ jobId }: Job) => jobId === 'confirm-uninstall:1';
      // A card that was signed leaves what is to be learned for the next one.
      const ofSigned = new Set(['notification', 'learn-contact-calls']);
      expect(jobs.filter((job) => !ofSigned.has(job.kind) && !isHint(job))).toEqual([]);

      // What was signed is Intercom's word, however strange: all of it can be carried out.
      await createWorker({ deps: room.deps, handlers: jobHandlers }).runUntilIdle();
      const left = await store.jobs.list({ limit: 1_000_000 });
      expect(left.filter((job) => !isHint(job) || job.lastError !== undefined)).toEqual([]);
      lookAtLog();
      expect(await workspaces()).toEqual(workspacesBefore);
      const cardAfter = (await room.open(conversationId)).text;
      const number = { workspaceId: ACME, epoch: 1, phoneE164: '+14155550100', limit: 2 };
      const isShared = (await store.facts.contactsByPhone(number)).length > 1;
      // Where Intercom said, signed, that somebody else has the number too, the card may say so; the person is the same.
      const lines = (card: string) => (isShared ? card.split('\n').slice(0, 4) : card);
      expect(lines(cardAfter)).toEqual(lines(cardBefore));
    },
    timeoutMs,
  );

  test(
    `${SOCKETS} over a real connection, many of them no HTTP: each is answered or closed, and the next one served`,
    async () => {
      const { room, world, lookAtLog } = await beginSiege();
      await room.app.listen({ port: 0, host: '127.0.0.1' });
      const { port } = room.app.server.address() as AddressInfo;
      const random = createRandom(SEED);
      for (let index = 0; index < SOCKETS; index += 1) {
        const { kind, bytes } = rawBytes(random);
        const answered = await sendRaw(port, bytes, { hangsUp: true });
        const wrong = statusesIn(answered).filter((status) => status >= 500 || status === 410);
        if (wrong.length > 0) expect.fail(`${kind}, number ${index} of SEED=${SEED}:\n${answered.slice(0, 1_000)}`);

        const attack = nextAttack(random, world);
        attack.request.remoteAddress = '127.0.0.1';
        const request = bytesOf(attack.request);
        if (request === undefined) continue;
        const answer = answerIn(await sendRaw(port, request, { hangsUp: attack.request.oddHttp }));
        if (answer === undefined && attack.request.oddHttp) continue;
        const problem = answer === undefined ? 'there was no answer' : problemWith(answer, attack, world);
        if (problem !== undefined) expect.fail(describeAttack(index, attack, answer, problem));
      }
      lookAtLog();
      expect((await room.app.inject('/readyz')).statusCode).toBe(200);
    },
    timeoutMs,
  );
});
