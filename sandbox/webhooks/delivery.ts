import type { Topic } from './topics.ts';

/**
 * `held` and `dropped` are the doing of a fault. `sending`: on its way. `waiting`: failed once and tried again in a
 * minute. `delivered` and `failed` are the end; `not_sent`: the subscription is off since the app answered 410.
 */
export type DeliveryStatus = 'held' | 'dropped' | 'sending' | 'waiting' | 'delivered' | 'failed' | 'not_sent';

/** A notification and what became of it. */
export interface Delivery {
  /** `notif_...`; of a ping `ping_...`, which is never sent. */
  id: string;
  topic: Topic;
  workspaceId: string;
  /** A copy from the moment it happened. */
  item: unknown;
  createdAtMs: number;
  firstSentAtMs: number | undefined;
  lastSentAtMs: number | undefined;
  status: DeliveryStatus;
  attempts: number;
  /** The app's last answer; undefined when it gave none. */
  httpStatus: number | undefined;
  /** What went wrong the last time. */
  message: string | undefined;
}

const KEPT_DELIVERIES = 200;

/** The deliveries of each workspace, oldest first, up to a bound. */
export class DeliveryLog {
  private readonly logs = new Map<string, Delivery[]>();

  add(delivery: Delivery): void {
    const log = this.logs.get(delivery.workspaceId) ?? [];
    log.push(delivery);
    if (log.length > KEPT_DELIVERIES) log.splice(0, log.length - KEPT_DELIVERIES);
    this.logs.set(delivery.workspaceId, log);
  }

  of(workspaceId: string): readonly Delivery[] {
    return this.logs.get(workspaceId) ?? [];
  }

  clear(): void {
    this.logs.clear();
  }
}

/** A delivery as the inbox page shows it: without what it is about. */
export function describeDelivery({ item, ...shown }: Delivery): Omit<Delivery, 'item'> & { about: string } {
  const { type, id, conversation_id: conversationId } = Object(item) as Record<string, unknown>;
  return { ...shown, about: [type, id ?? conversationId].filter((word) => typeof word === 'string').join(' ') };
}
