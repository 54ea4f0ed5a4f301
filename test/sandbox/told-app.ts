import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished } from 'vitest';
import type { MarketplaceApp } from '../../sandbox/marketplace-app.ts';
import { type Json, marketplaceApp, sandboxUnderTest } from './sandbox-under-test.ts';

export interface Told {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  // Read freely: a wrong shape fails the expectation that looks at it.
  body: ReturnType<typeof JSON.parse>;
}

const { clientSecret } = marketplaceApp;
const hmac = (algorithm: string, body: string) => createHmac(algorithm, clientSecret).update(body).digest('hex');

/** Whether the signatures that came with a request are of exactly its bytes. */
export const signaturesOf = ({ headers, text: body }: Told) => ({
  hub: headers['x-hub-signature'] === `sha1=${hmac('sha1', body)}`,
  body: headers['x-body-signature'] === hmac('sha256', body),
});

/** An app that writes down what it is told and answers as it is set to. */
async function startToldApp() {
  const app = {
    url: '',
    told: [] as Told[],
    /** The statuses of the next answers; 200 once they are used up. `undefined` never answers. */
    answers: [] as (number | undefined)[],
    /** The body of every answer. */
    says: {} as unknown,
    topics: () => app.told.filter(({ method }) => method === 'POST').map(({ body }) => body.topic as string),
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { method = '', url: path = '', headers } = request;
    app.told.push({ method, path, headers, text: body, body: body === '' ? undefined : JSON.parse(body) });
    const status = app.answers.length === 0 ? 200 : app.answers.shift();
    if (status !== undefined) response.writeHead(status).end(method === 'HEAD' ? '' : JSON.stringify(app.says));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  app.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return app;
}

/** What waits for its time: run by the test, never by a clock. */
function manualTimers() {
  const waiting: { run: () => void; ms: number }[] = [];
  return {
    waiting,
    schedule: (run: () => void, ms: number) => {
      const timer = { run, ms };
      waiting.push(timer);
      return () => void waiting.splice(waiting.indexOf(timer), waiting.includes(timer) ? 1 : 0);
    },
    /** Lets the time of all that waits now be over. */
    pass: () => {
      for (const { run } of waiting.splice(0)) run();
    },
  };
}

/** A sandbox with an app that listens for everything the sandbox tells, installed where the test says. */
export async function sandboxWithToldApp(
  appFields: Partial<MarketplaceApp> = {},
  options: Parameters<typeof sandboxUnderTest>[0] = {},
) {
  const app = await startToldApp();
  const timers = manualTimers();
  const sandbox = sandboxUnderTest({
    marketplaceApp: {
      ...marketplaceApp,
      webhookUrl: () => `${app.url}/webhooks/intercom`,
      uninstallUrl: `${app.url}/intercom/uninstall`,
      healthUrl: `${app.url}/intercom/health`,
      ...appFields,
    },
    schedule: timers.schedule,
    ...options,
  });
  const { webhooks } = sandbox;
  /** Does something and gives what the app was told because of it, in the order in which it was made. */
  const toldBy = async (act: () => Promise<{ status: number }>) => {
    await webhooks.settled();
    const before = app.told.length;
    const { status } = await act();
    expect(status).toBe(200);
    await webhooks.settled();
    const made = app.told.slice(before);
    const order = [...sandbox.state.workspaces.keys()].flatMap((id) => webhooks.deliveriesOf(id).map((one) => one.id));
    return made.toSorted((a, b) => order.indexOf(a.body.id) - order.indexOf(b.body.id));
  };
  const control = (method: string, path: string, body?: Json) => sandbox.ask(method, `/api/sandbox/${path}`, body);
  return { ...sandbox, told: app, timers, toldBy, control };
}
