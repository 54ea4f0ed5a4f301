import { readFact } from '../../server/mirror/fact-values.ts';
import { ACME, CLIENT_SECRET, type Room } from '../card/room.ts';
import { about, itemOf } from '../webhooks/notifications.ts';
import { hubSignature } from '../webhooks/stage.ts';

/** Where a notification is sent; the answer's status. */
export type Send = (path: string, headers: Record<string, string>, body: string) => Promise<number>;

/** What Intercom told, one contact a notification, and what it was answered. */
export interface Told {
  /** Sends the next notification, about a contact of its own. */
  tell(send: Send): Promise<number>;
  /** Numbers of the contacts whose notification was answered with 200. */
  taken(): readonly number[];
  /** Those of them that are not known here now, or whose work is not done. */
  lost(room: Room): Promise<string[]>;
}

/** The clock of the room must be the machine's: a notification of long ago counts as one of an install before. */
export function createTold(clock: () => number): Told {
  const taken: number[] = [];
  let count = 0;
  const contactId = (nth: number) => String(nth).padStart(24, '0');
  const phone = (nth: number) => `+1415${5_550_000 + nth}`;

  return {
    async tell(send) {
      count += 1;
      const nth = count;
      const atSeconds = Math.floor(clock() / 1000);
      const body = JSON.stringify({
        ...about('contact.user.updated', {
          ...itemOf('contact.user.updated', atSeconds),
          ...{ id: contactId(nth), name: `Caller ${nth}`, phone: phone(nth) },
        }),
        ...{ id: `notif_${nth}`, app_id: ACME, created_at: atSeconds, first_sent_at: atSeconds },
      });
      const status = await send('/webhooks/intercom', { 'x-hub-signature': hubSignature(body, CLIENT_SECRET) }, body);
      if (status === 200) taken.push(nth);
      return status;
    },
    taken: () => taken,
    async lost({ store }) {
      const { epoch = 0 } = (await store.workspaces.find(ACME)) ?? {};
      const jobs = await store.jobs.list({ workspaceId: ACME, kind: 'notification', limit: 10_000 });
      const undone = jobs.map(({ jobId, state, lastError }) => `${jobId} is ${state}: ${lastError}`);
      const keys = taken.map((nth) => ({ kind: 'contact' as const, key: contactId(nth) }));
      const facts = await store.facts.read({ workspaceId: ACME, epoch, keys, nowMs: clock() });
      const unknown = facts.flatMap((fact, index) => {
        const nth = taken[index] ?? 0;
        const name = fact?.value === undefined ? undefined : JSON.stringify(readFact('contact', fact.value));
        return name?.includes(`"Caller ${nth}"`) ? [] : [`contact ${nth} is not known`];
      });
      return [...undone, ...unknown];
    },
  };
}

/** To a Callcard in this process. */
export const sendTo =
  ({ app }: Pick<Room, 'app'>): Send =>
  async (url, headers, payload) =>
    (await app.inject({ method: 'POST', url, headers, payload })).statusCode;
