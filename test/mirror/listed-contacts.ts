import { onTestFinished } from 'vitest';
import { type FakeIntercom, type Reply, startFakeIntercom } from '../intercom/fake-intercom.ts';
import { START_MS } from './writer-room.ts';

const WINDOW_LIMIT = 100;

/** A workspace of which only `GET /contacts` is there: so many contacts, every other one with a phone number. */
export interface ListedContacts {
  fake: FakeIntercom;
  /** Where each page that was asked for began. */
  asked: (string | undefined)[];
  /** What Intercom says is left of the window of 10 seconds; undefined: it does not say. */
  remaining: number | undefined;
  /** Instead of the next pages; undefined: the page. */
  instead: (cursor: string | undefined) => Reply | undefined;
}

export function numberOf(index: number): string {
  return `+1415555${String(2000 + index).padStart(4, '0')}`;
}

export async function startListedContacts(total: number, clock: () => number): Promise<ListedContacts> {
  const fake = await startFakeIntercom(({ path }) => {
    const query = new URL(path, 'http://intercom').searchParams;
    const cursor = query.get('starting_after') ?? undefined;
    listed.asked.push(cursor);
    return listed.instead(cursor) ?? page(total, { from: Number(cursor ?? 0), size: Number(query.get('per_page')) });
  });
  function page(count: number, { from, size }: { from: number; size: number }): Reply {
    const indexes = Array.from({ length: Math.min(size, count - from) }, (_, index) => from + index);
    const next = from + size < count ? { next: { per_page: size, starting_after: String(from + size) } } : {};
    const resetSeconds = Math.ceil((clock() + 10_000) / 1000);
    return {
      headers:
        listed.remaining === undefined
          ? {}
          : {
              'x-ratelimit-limit': String(WINDOW_LIMIT),
              'x-ratelimit-remaining': String(listed.remaining),
              'x-ratelimit-reset': String(resetSeconds),
            },
      json: {
        type: 'list',
        total_count: count,
        data: indexes.map((index) => ({
          ...{ type: 'contact', id: `c${index}`, role: 'user', phone: index % 2 === 0 ? numberOf(index) : null },
          ...{ created_at: START_MS / 1000 - 900, updated_at: START_MS / 1000 - 900 },
        })),
        pages: { type: 'pages', ...next },
      },
    };
  }
  const listed: ListedContacts = { fake, asked: [], remaining: WINDOW_LIMIT, instead: () => undefined };
  onTestFinished(() => fake.close());
  return listed;
}
