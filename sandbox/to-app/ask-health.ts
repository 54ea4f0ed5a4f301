import { z } from 'zod';
import { settled } from '../marketplace-app.ts';
import { type Health, healthOf, healthSchema } from '../state/health.ts';
import { post } from './post.ts';
import { bodySignature } from './sign.ts';
import type { ToApp } from './uninstall.ts';

const TIMEOUT_MS = 10_000;

/** What asking the app came to. */
export type HealthAnswer =
  | { ok: true; health: Health; durationMs: number }
  | { ok: false; status: number | undefined; message: string; durationMs: number };

/** Asks the app how it is doing in a workspace, as Intercom does at least once a day. A proper answer is kept. */
export async function askHealth(
  workspaceId: string,
  { state, marketplaceApp, dispatcher }: ToApp,
): Promise<HealthAnswer> {
  const { clientSecret, healthUrl, name } = marketplaceApp;
  if (healthUrl === undefined) {
    return { ok: false, status: undefined, message: `${name} has no address for this.`, durationMs: 0 };
  }
  const body = Buffer.from(JSON.stringify({ workspace_id: workspaceId }));
  const headers = { 'content-type': 'application/json', 'x-body-signature': bodySignature(body, clientSecret) };
  const answer = await post({ url: settled(healthUrl), headers, body, timeoutMs: TIMEOUT_MS, dispatcher });
  const { durationMs } = answer;
  if (!answer.reached) return { ok: false, status: undefined, message: answer.message, durationMs };
  const { status } = answer;
  const refused = (message: string): HealthAnswer => ({ ok: false, status, message, durationMs });
  if (status !== 200) return refused(`The app answered ${status} instead of 200.`);
  const told = healthSchema.safeParse(parseJson(answer.text));
  if (!told.success) return refused(`Intercom would not take this answer. ${z.prettifyError(told.error)}`);
  const health = healthOf(told.data, 'asked', state.clock());
  state.health.set(workspaceId, health);
  return { ok: true, health, durationMs };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
