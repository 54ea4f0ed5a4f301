import { randomUUID } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { type Faults, strikesNotification } from '../faults.ts';
import { type MarketplaceApp, settled } from '../marketplace-app.ts';
import type { Announcement } from '../state/announce.ts';
import { isInstalled } from '../state/installs.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { post } from '../to-app/post.ts';
import { hubSignature } from '../to-app/sign.ts';
import { type Delivery, DeliveryLog } from './delivery.ts';
import { type EndpointCheck, waitForEndpoint } from './endpoint.ts';
import { notificationBody, USER_AGENT, withWrittenTimes } from './notification.ts';

/** Intercom waits so long for an answer, and tries once more after so long. */
const TIMEOUT_MS = 5_000;
const RETRY_AFTER_MS = 60_000;

/** Runs something later; answers with how to forget about it. */
export type Schedule = (run: () => void, ms: number) => () => void;

export interface WebhooksOptions {
  state: SandboxState;
  marketplaceApp: MarketplaceApp;
  dispatcher: Dispatcher;
  /** Aborted when the sandbox stops. */
  closing: AbortSignal;
  timeoutMs?: number | undefined;
  /** A real timer, unless given. */
  schedule?: Schedule | undefined;
}

/** Tells the app what happens in the workspaces that have it, as Intercom does: soon, at most twice, in no certain order. */
export interface Webhooks {
  readonly endpoint: Readonly<EndpointCheck>;
  /** Off since the app answered 410. */
  readonly isOff: boolean;
  /** Oldest first. */
  deliveriesOf(workspaceId: string): readonly Delivery[];
  /** Sends it once more under its id; undefined when the log has none of that id. */
  redeliver(workspaceId: string, id: string): Delivery | undefined;
  ping(workspaceId: string): void;
  /** Asks the address with HEAD until the app is up, then pings every workspace that has it. */
  check(): Promise<void>;
  /** Sends what a fault held back and does not hold back any more, newest first. */
  release(): void;
  /** Makes an end to the silence after a 410. */
  turnOn(): void;
  /** Forgets everything that was sent, is waiting or is held back. */
  clear(): void;
  /** Resolves when nothing is on its way; what waits for its second attempt is not. */
  settled(): Promise<void>;
}

const unrefTimer: Schedule = (run, ms) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};

export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { state, marketplaceApp, dispatcher, closing, timeoutMs = TIMEOUT_MS, schedule = unrefTimer } = options;
  const log = new DeliveryLog();
  const underway = new Set<Promise<void>>();
  const forgetTimers = new Set<() => void>();
  const endpoint: EndpointCheck = { state: 'unchecked', message: undefined };
  let held: Delivery[] = [];
  let isOff = false;
  /** Grows with every fresh start: what was on its way before is not tried again. */
  let era = 0;

  const later = (run: () => void, ms: number) => {
    const forget = schedule(() => {
      forgetTimers.delete(forget);
      run();
    }, ms);
    forgetTimers.add(forget);
  };
  const forgetAllTimers = () => {
    for (const forget of forgetTimers) forget();
    forgetTimers.clear();
  };
  closing.addEventListener('abort', forgetAllTimers);

  async function attempt(delivery: Delivery, url: string, isLast: boolean): Promise<void> {
    const sentAtMs = state.clock();
    const sentInEra = era;
    delivery.attempts += 1;
    const body = notificationBody(delivery, sentAtMs, delivery.attempts);
    delivery.firstSentAtMs ??= sentAtMs;
    delivery.lastSentAtMs = sentAtMs;
    const headers = {
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      'x-hub-signature': hubSignature(body, marketplaceApp.clientSecret),
    };
    const answer = await post({ url, headers, body, timeoutMs, dispatcher });
    delivery.httpStatus = answer.reached ? answer.status : undefined;
    if (answer.reached && answer.status >= 200 && answer.status < 300) {
      Object.assign(delivery, { status: 'delivered', message: undefined });
      return;
    }
    delivery.message = answer.reached ? `The app answered ${answer.status}.` : answer.message;
    const isGone = answer.reached && answer.status === 410;
    if (isGone) isOff = true;
    // Sent twice, the other one may have arrived.
    if (delivery.status === 'delivered') return;
    delivery.status = isGone || isLast || closing.aborted || sentInEra !== era ? 'failed' : 'waiting';
    if (delivery.status === 'waiting') later(() => send(delivery, true), RETRY_AFTER_MS);
  }

  function send(delivery: Delivery, isLast = false): void {
    const url = marketplaceApp.webhookUrl;
    if (url === undefined || closing.aborted) return;
    if (isOff) {
      delivery.status = 'not_sent';
      return;
    }
    delivery.status = 'sending';
    const sent = attempt(delivery, settled(url), isLast).finally(() => underway.delete(sent));
    underway.add(sent);
  }

  function release(): void {
    const isHeld = ({ workspaceId, topic }: Delivery) =>
      strikesNotification(state.faults.holdWebhooks, { workspaceId, topic }, 'look');
    const free = held.filter((delivery) => !isHeld(delivery));
    held = held.filter(isHeld);
    for (const delivery of free.reverse()) send(delivery);
  }

  function releaseAll(): void {
    const free = held;
    held = [];
    for (const delivery of free.reverse()) send(delivery);
  }

  function misbehave(delivery: Delivery, faults: Faults): void {
    const { dropWebhooks, holdWebhooks, duplicateWebhooks } = faults;
    if (strikesNotification(dropWebhooks, delivery)) {
      delivery.status = 'dropped';
    } else if (strikesNotification(holdWebhooks, delivery)) {
      delivery.status = 'held';
      if (held.length === 0 && holdWebhooks.ms !== undefined) later(releaseAll, holdWebhooks.ms);
      held.push(delivery);
    } else {
      send(delivery);
      if (strikesNotification(duplicateWebhooks, delivery)) send(delivery);
    }
  }

  function hear({ workspace, topic, item }: Announcement): void {
    const { clientId, webhookUrl, webhookTopics } = marketplaceApp;
    const isWanted = topic === 'ping' || webhookTopics === undefined || webhookTopics.includes(topic);
    const isHere = isInstalled(state.installs, { clientId, workspaceId: workspace.id });
    if (webhookUrl === undefined || !isWanted || !isHere) return;
    const target = { workspaceId: workspace.id, topic };
    const hasTimes = /^(contact|company)\./.test(topic);
    const isWritten = hasTimes && strikesNotification(state.faults.writtenWebhookTimes, target);
    const delivery: Delivery = {
      id: `${topic === 'ping' ? 'ping' : 'notif'}_${randomUUID()}`,
      ...target,
      item: structuredClone(isWritten ? withWrittenTimes(item) : item),
      createdAtMs: state.clock(),
      firstSentAtMs: undefined,
      lastSentAtMs: undefined,
      status: 'sending',
      attempts: 0,
      httpStatus: undefined,
      message: undefined,
    };
    log.add(delivery);
    release();
    misbehave(delivery, state.faults);
  }

  state.listeners.add(hear);
  const ping = (workspaceId: string) => {
    const workspace = state.workspaces.get(workspaceId);
    if (workspace !== undefined)
      hear({ workspace, topic: 'ping', item: { type: 'ping', message: 'Hello from the sandbox' } });
  };

  return {
    endpoint,
    get isOff() {
      return isOff;
    },
    deliveriesOf: (workspaceId) => log.of(workspaceId),
    redeliver(workspaceId, id) {
      const delivery = log.of(workspaceId).find((each) => each.id === id);
      if (delivery === undefined) return undefined;
      held = held.filter((each) => each !== delivery);
      send(delivery, true);
      return delivery;
    },
    ping,
    async check() {
      const { webhookUrl } = marketplaceApp;
      if (webhookUrl === undefined) return;
      const url = () => settled(webhookUrl);
      if (await waitForEndpoint(endpoint, { url, timeoutMs, dispatcher, closing })) {
        for (const workspaceId of state.workspaces.keys()) ping(workspaceId);
      }
    },
    release,
    turnOn() {
      isOff = false;
    },
    clear() {
      era += 1;
      forgetAllTimers();
      held = [];
      isOff = false;
      log.clear();
    },
    async settled() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}
