import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { observeCall } from '../../server/metrics/observe-call.ts';
import { startCallcard, tokenKey } from '../card/callcard.ts';
import { captureLog, mustNotBeLogged } from '../logs/capture.ts';

const TOKEN = 'a-token-for-prometheus';
const SETTINGS = {
  INTERCOM_CLIENT_ID: 'id',
  INTERCOM_CLIENT_SECRET: 'metrics-test-secret',
  TOKEN_KEYS: tokenKey('k1', 9),
  PUBLIC_URL: 'https://callcard.test',
  DATABASE_URL: 'file::memory:',
};

async function start(settings: Record<string, string> = {}) {
  mustNotBeLogged(TOKEN);
  const { log } = captureLog();
  const outside = { clock: Date.now, log, storeFrom: <T>(store: T) => store, intercom: undefined };
  const callcard = await startCallcard({ ...SETTINGS, ...settings }, outside);
  onTestFinished(callcard.close);
  await callcard.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = callcard.app.server.address() as AddressInfo;
  const get = (headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${port}/metrics`, { headers });
  return { ...callcard, get };
}

describe('GET /metrics', () => {
  test('tells this host what was counted, in the words of Prometheus', async () => {
    const { app, get } = await start();
    await app.inject('/healthz');
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toContain(
      'callcard_http_request_duration_seconds_count{method="GET",route="/healthz",status="200"} 1',
    );
  });

  test.each(['x-forwarded-for', 'forwarded', 'via'])('is not there for whom a proxy asks (%s)', async (name) => {
    const { get } = await start();
    expect((await get({ [name]: '203.0.113.7' })).status).toBe(404);
  });

  test('with a token is there for whoever has it, through a proxy too, and for nobody else', async () => {
    const { get } = await start({ METRICS_TOKEN: TOKEN });
    const statuses = await Promise.all(
      [
        { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.7' },
        { authorization: `Bearer ${TOKEN}x` },
        { authorization: 'Bearer ' },
        { authorization: TOKEN },
        {},
      ].map(async (headers) => (await get(headers as Record<string, string>)).status),
    );
    expect(statuses).toEqual([200, 404, 404, 404, 404]);
  });
});

test('a request to Intercom is counted by its operation and status, or by why there was none', async () => {
  const metrics = createMetrics();
  const call = {
    workspaceId: 'a',
    method: 'GET',
    route: 'GET /me',
    durationMs: 5,
    attempt: 1,
    requestId: undefined,
    headroomRatio: 0.25,
  };
  observeCall(metrics, { ...call, status: 200, code: undefined });
  observeCall(metrics, { ...call, status: undefined, code: 'intercom_timed_out' });
  const text = await metrics.registry.metrics();
  expect(text).toContain('callcard_intercom_request_duration_seconds_count{operation="GET /me",status="200"} 1');
  expect(text).toContain(
    'callcard_intercom_request_duration_seconds_count{operation="GET /me",status="intercom_timed_out"} 1',
  );
  expect(text).toContain('callcard_intercom_rate_limit_headroom_ratio_bucket{le="0.25"} 2');
});

test('the dashboard asks for nothing that is not counted, and shows all that is', async () => {
  const dashboard = readFileSync(new URL('../../docs/grafana-dashboard.json', import.meta.url), 'utf8');
  const asked = new Set(
    [...dashboard.matchAll(/callcard_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, '')),
  );
  const counted = createMetrics()
    .registry.getMetricsAsArray()
    .map(({ name }) => name);
  expect([...asked].sort()).toEqual(counted.sort());
});

test('no label can hold an id of a person or a conversation: label names are words of a fixed list', () => {
  const names = createMetrics()
    .registry.getMetricsAsArray()
    .flatMap((metric) => ('labelNames' in metric ? (metric.labelNames as string[]) : []));
  const known = ['method', 'route', 'status', 'kind', 'view', 'result', 'fact', 'source', 'operation', 'topic'];
  expect([...new Set(names)].sort()).toEqual([...known, 'outcome', 'state', 'workspace'].sort());
});
