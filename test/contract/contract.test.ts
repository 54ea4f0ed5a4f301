import { beforeAll, describe, expect, test } from 'vitest';
import { type ClientOperations, runClientOperations } from './client-operations.ts';
import { type Conformance, createConformance } from './conformance.ts';
import { findDescription, loadDescription } from './description.ts';
import { EXCEPTIONS, superfluous, unexcused } from './exceptions.ts';
import type { Exchange } from './exchange.ts';
import { describeMismatches, type Mismatch } from './mismatch.ts';
import type { OverlayChanges } from './overlay.ts';
import { type SandboxRoute, sandboxRoutes } from './sandbox-routes.ts';
import { sweepChanges, sweepRefusals } from './sandbox-sweep.ts';
import { readAllData } from './workspace-data.ts';

const file = findDescription(process.env);
if (file === undefined) {
  process.stderr.write(
    'Skipped: checking the Intercom client and the sandbox against Intercom’s OpenAPI description, which is not here.\n' +
      'To have it checked, set INTERCOM_OPENAPI to descriptions/2.16/api.intercom.io.yaml of github.com/intercom/Intercom-OpenAPI.\n',
  );
}

describe.skipIf(file === undefined)('by Intercom’s own description', () => {
  let conformance: Conformance;
  let changes: OverlayChanges;
  let routes: SandboxRoute[];
  let client: ClientOperations;
  let data: Exchange[];
  let changed: Exchange[];
  let refused: Exchange[];

  beforeAll(async () => {
    const loaded = loadDescription(file ?? '');
    changes = loaded.changes;
    conformance = createConformance(loaded.description);
    [client, data, changed, refused, routes] = await Promise.all([
      runClientOperations(),
      readAllData(),
      sweepChanges(),
      sweepRefusals(),
      sandboxRoutes(),
    ]);
  });

  const ofRequests = (exchanges: Exchange[]) => exchanges.flatMap((each) => conformance.ofRequest(each));
  const ofAnswers = (exchanges: Exchange[]) => exchanges.flatMap((each) => conformance.ofAnswer(each));
  const wrong = (mismatches: Mismatch[]) => describeMismatches(unexcused(mismatches, EXCEPTIONS));
  const answered = (exchanges: Exchange[]) => exchanges.filter(({ status }) => status < 400);

  test('every request that the client makes is one Intercom describes', () => {
    expect(wrong(ofRequests(client.exchanges))).toEqual([]);
    expect(client.left).toEqual([]);
    expect(client.failed).toEqual([]);
  });

  test('every answer that the sandbox gives the client is one Intercom describes', () => {
    expect(wrong(ofAnswers(client.exchanges))).toEqual([]);
  });

  test('everything in the sandbox’s workspaces is as Intercom describes it', () => {
    expect(wrong([...ofRequests(data), ...ofAnswers(data)])).toEqual([]);
    // Read, or a recording's address, or the contact that was merged away; an error would hide what it stands for.
    expect(new Set(data.map(({ status }) => status))).toEqual(new Set([200, 302, 410]));
  });

  test('every change is answered as Intercom describes it', () => {
    expect(wrong(ofAnswers(changed))).toEqual([]);
  });

  test('the sandbox carries out nothing that Intercom’s description refuses', () => {
    expect(wrong(ofRequests(answered([...changed, ...refused])))).toEqual([]);
  });

  test('every refusal is answered as Intercom describes it', () => {
    expect(wrong(ofAnswers(refused))).toEqual([]);
    expect(new Set(refused.map(({ status }) => status))).toEqual(
      new Set([200, 400, 401, 404, 409, 410, 422, 429, 503]),
    );
  });

  test('the sandbox has no operation that Intercom does not describe, and each of them has been seen to answer', () => {
    const offered = routes.map(({ method, url }) => `${method} ${url.replaceAll(/:\w+/g, '1')}`);
    const names = offered.map((route) => [route, conformance.operationName(...(route.split(' ') as [string, string]))]);
    expect(names.filter(([, name]) => name === undefined)).toEqual([]);
    const seen = answered([...client.exchanges, ...data, ...changed]);
    const seenNames = new Set(seen.map(({ method, path }) => conformance.operationName(method, path)));
    expect(names.filter(([, name]) => !seenNames.has(name))).toEqual([]);
  });

  test('every exception from the description is still needed', () => {
    const all = [...client.exchanges, ...data, ...changed, ...refused];
    expect(superfluous([...ofRequests(all), ...ofAnswers(all)], EXCEPTIONS)).toEqual([]);
  });

  test('every rule that mends the description is still needed', () => {
    expect(Object.entries(changes).filter(([, places]) => places === 0)).toEqual([]);
  });
});
