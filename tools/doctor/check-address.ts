import { createHmac } from 'node:crypto';
import type { Config } from '../../server/config.ts';
import { faultsOf } from '../shell/public-url.ts';
import { reasonOf } from '../shell/unusable-error.ts';
import { isRealIntercom } from './check-settings.ts';
import { type Finding, findingsIn } from './finding.ts';

const { ok, warning, problem } = findingsIn('address');

const TIMEOUT_MS = 10_000;
/** Whoever parses and writes JSON anew changes it. */
const SENSITIVE_BODY = '{ "doctor":\t1.0 }\n';

/** Whether Intercom can use `PUBLIC_URL`, and whether the Callcard of these settings answers there. */
export async function checkAddress(config: Config): Promise<Finding[]> {
  const { publicUrl } = config;
  const faults = faultsOf(publicUrl)
    // The sandbox is on this machine and takes any address.
    .filter(({ level }) => level === 'warning' || isRealIntercom(config))
    .map(({ level, found, next }) => (level === 'problem' ? problem : warning)(`PUBLIC_URL: ${found}`, next));
  const shape = faults.length === 0 ? [ok(`PUBLIC_URL is ${publicUrl}`)] : faults;
  const health = await checkHealth(publicUrl);
  if (health.level !== 'ok') return [...shape, health];
  return [...shape, health, await checkUnsigned(config), await checkSigned(config), await checkInstall(config)];
}

interface Reply {
  status: number;
  location: string | undefined;
  body: string;
}

async function ask(url: string, init: RequestInit = {}): Promise<Reply> {
  const answer = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  return { status: answer.status, location: answer.headers.get('location') ?? undefined, body: await answer.text() };
}

/** Asks, and makes no answer at all a problem; `judge` has the rest. */
async function judged(url: string, init: RequestInit, judge: (reply: Reply) => Finding): Promise<Finding> {
  let reply: Reply;
  try {
    reply = await ask(url, init);
  } catch (error) {
    const reason = reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
    return problem(
      `${url} does not answer: ${reason}`,
      'Start Callcard (npm start), and the tunnel or proxy in front of it.',
    );
  }
  return judge(reply);
}

function checkHealth(publicUrl: string): Promise<Finding> {
  const url = `${publicUrl}/healthz`;
  return judged(url, {}, ({ status, body }) =>
    status === 200 && body.includes('"status":"ok"')
      ? ok(`Callcard answers at ${url}`)
      : problem(
          `${url} answers ${status}, but not as Callcard does`,
          'Point the tunnel or proxy at PORT, and leave its own pages off.',
        ),
  );
}

const post = (headers: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: SENSITIVE_BODY,
  headers: { 'content-type': 'application/json', ...headers },
});

function checkUnsigned({ publicUrl }: Config): Promise<Finding> {
  return judged(`${publicUrl}/canvas/initialize`, post({}), ({ status }) =>
    status === 401
      ? ok('A card request that nobody signed is refused')
      : problem(
          `A card request that nobody signed is answered ${status}, not 401`,
          'Look what stands between: Callcard refuses it.',
        ),
  );
}

function checkSigned({ publicUrl, intercom }: Config): Promise<Finding> {
  const signature = createHmac('sha256', intercom.clientSecrets[0]).update(SENSITIVE_BODY).digest('hex');
  return judged(`${publicUrl}/canvas/initialize`, post({ 'x-body-signature': signature }), ({ status }) =>
    status === 200
      ? ok('A card request signed with the client secret arrives as it was sent')
      : problem(
          `A card request signed with the client secret is answered ${status}, not 200`,
          'The Callcard there has another INTERCOM_CLIENT_SECRET, or something in front of it rewrites bodies.',
        ),
  );
}

function checkInstall({ publicUrl, intercom }: Config): Promise<Finding> {
  const url = `${publicUrl}/install`;
  const callback = `${publicUrl}/oauth/callback`;
  return judged(url, {}, ({ status, location }) => {
    const consent = location !== undefined && URL.canParse(location) ? new URL(location).searchParams : undefined;
    if (consent === undefined)
      return problem(`${url} answers ${status} and leads nowhere`, 'See Callcard’s log for "install failed".');
    const redirect = consent.get('redirect_uri');
    if (redirect !== callback) {
      const next = 'Start the Callcard there with the same PUBLIC_URL.';
      return problem(`${url} has Intercom come back to ${redirect ?? 'no address'}, not to ${callback}`, next);
    }
    if (consent.get('client_id') !== intercom.clientId) {
      return problem(
        `${url} installs another app, ${consent.get('client_id')}`,
        'Start the Callcard there with the same INTERCOM_CLIENT_ID.',
      );
    }
    return ok(`An install comes back to ${callback}: the Developer Hub must list it as a redirect URL`);
  });
}
