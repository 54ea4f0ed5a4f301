import { createHmac } from 'node:crypto';
import type { Random } from './random.ts';
import { mutated, strangeText, strangeValue } from './strange-values.ts';

export interface StrangeRequest {
  /** What is wrong with it, for whoever looks into a failure. */
  kind: string;
  url: '/canvas/initialize' | '/canvas/submit';
  headers: Record<string, string | string[]>;
  body: Buffer | undefined;
  /** Whether its signature is right. */
  signed: boolean;
}

/** Requests as Intercom would send them, parsed: to be spoilt. */
export interface RealRequests {
  payloads: [object, ...object[]];
  /** The same, as JSON. */
  texts: [string, ...string[]];
  componentIds: [string, ...string[]];
}

/** Far from the limit of a request, which has a test of its own. */
const HUGE_BYTES = 100_000;

type Body = Buffer | string | undefined;

/** The next of endlessly many requests that nobody at Intercom would send. */
export function strangeRequest(random: Random, real: RealRequests, secret: string): StrangeRequest {
  const kind = random.pick(KINDS);
  const made = BODIES[kind](random, real);
  const body = made === undefined ? undefined : Buffer.from(made);
  const url = random.pick(['/canvas/initialize', '/canvas/submit'] as const);
  const type = random.whole(10) === 0 ? random.pick(CONTENT_TYPES) : 'application/json; charset=utf-8';
  const headers: StrangeRequest['headers'] = type === undefined ? {} : { 'content-type': type };
  const digest = createHmac('sha256', secret)
    .update(body ?? '')
    .digest('hex');
  const signed = random.whole(2) === 0;
  const signature = signed ? digest : random.pick(BAD_SIGNATURES)(digest, random, body ?? Buffer.alloc(0), secret);
  if (signature !== undefined) headers['x-body-signature'] = signature;
  return { kind, url, headers, body, signed };
}

/** Whole answers and duplicated headers included: Node joins those with a comma. */
const BAD_SIGNATURES: readonly [Forge, ...Forge[]] = [
  () => undefined,
  () => '',
  (digest) => `sha256=${digest}`,
  (digest) => digest.slice(1),
  (digest) => `${digest}0`,
  (digest) => [digest, digest],
  (digest) => digest.replace(/^./, (first) => (first === '0' ? '1' : '0')),
  (_digest, random) => random.bytes(32).toString('hex'),
  (_digest, random) => random.bytes(random.whole(60)).toString('base64'),
  (_digest, _random, body, secret) => createHmac('sha1', secret).update(body).digest('hex'),
  (_digest, _random, body, secret) => createHmac('sha256', `${secret} `).update(body).digest('hex'),
  (_digest, _random, body, secret) => createHmac('sha256', secret).update(body).update('x').digest('hex'),
];
type Forge = (digest: string, random: Random, body: Buffer, secret: string) => string | string[] | undefined;

const CONTENT_TYPES: readonly [string | undefined, ...(string | undefined)[]] = [
  undefined,
  '',
  'text/plain',
  'text/html; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-8; charset=latin1',
  'application/octet-stream',
  'nonsense',
  'a/b/c',
  ';;;',
  '/',
  'application/json\t',
];

const BODIES = {
  'no body': () => undefined,
  'an empty body': () => '',
  'random bytes': (random) => random.bytes(random.whole(200)),
  'text cut short': (random, real) => {
    const text = random.pick(real.texts);
    return text.slice(0, random.whole(text.length));
  },
  'text with flipped bytes': (random, real) => {
    const bytes = Buffer.from(random.pick(real.texts));
    for (let flips = 0; flips <= random.whole(4); flips += 1) bytes[random.whole(bytes.length)] = random.whole(256);
    return bytes;
  },
  'any JSON': (random) => JSON.stringify(strangeValue(random)) ?? 'undefined',
  'a changed real request': (random, real) =>
    JSON.stringify(mutated(random.pick(real.payloads), random, 1 + random.whole(6))),
  'strange values in known places': (random, real) => {
    const payload: Record<string, unknown> = { ...random.pick(real.payloads) };
    for (const key of TOP) if (random.whole(2) === 0) payload[key] = strangeValue(random);
    return JSON.stringify(payload);
  },
  'a click that is none': (random, real) =>
    JSON.stringify({
      ...random.pick(real.payloads),
      component_id: random.whole(2) === 0 ? random.pick(real.componentIds) : strangeText(random),
      input_values: strangeInput(random, real),
      current_canvas: {
        stored_data: { nonce: strangeText(random), target: strangeText(random), page: strangeValue(random) },
      },
    }),
  'names of objects': (random, real) => {
    const name = random.pick(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'] as const);
    const inner = JSON.stringify(strangeValue(random)) ?? 'null';
    return spliced(random.pick(real.texts), `"${name}":{"workspace_id":"x","polluted":${inner}}`);
  },
  'doubled keys': (random, real) =>
    spliced(random.pick(real.texts), `"${random.pick(TOP)}":${JSON.stringify(strangeValue(random)) ?? 'null'}`),
  'half a surrogate pair': (random, real) =>
    random
      .pick(real.texts)
      .replaceAll(/"(id|name|workspace_id|text|nonce)":"[^"]*"/g, (found, key) =>
        random.whole(2) === 0 ? `"${key}":"\\ud83d"` : found,
      ),
  'deep nesting': (random, real) => {
    const depth = random.pick([60, 600, 6_000]);
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
    ] as const);
    const nested = `${open.repeat(depth)}1${random.whole(4) === 0 ? '' : close.repeat(depth)}`;
    const key = random.pick(TOP);
    return random.whole(2) === 0 ? nested : spliced(random.pick(real.texts), `"${key}":{"a":${nested}}`);
  },
  'a huge list': (random, real) => {
    const item = JSON.stringify(strangeValue(random)) ?? '0';
    const length = Math.min(random.pick([100, 2_000]), Math.ceil(HUGE_BYTES / item.length));
    const many = `[${Array(length).fill(item).join(',')}]`;
    return spliced(
      random.pick(real.texts),
      random.pick([
        `"conversation":{"id":"1","contacts":{"contacts":${many}}}`,
        `"input_values":{"menu":${many},"text":${many}}`,
        `"contact":${many}`,
        `"current_canvas":{"stored_data":{"nonce":${many}}}`,
      ] as const),
    );
  },
} satisfies Record<string, (random: Random, real: RealRequests) => Body>;

/** Those that never get as far as a card cost little: more of them. */
const CHEAP = [
  'no body',
  'an empty body',
  'random bytes',
  'text cut short',
  'text with flipped bytes',
  'any JSON',
] as const;
const KINDS = [
  CHEAP[0],
  ...[...CHEAP, ...CHEAP, ...CHEAP, ...CHEAP, ...(Object.keys(BODIES) as Kind[])],
] as const satisfies readonly Kind[];

type Kind = keyof typeof BODIES;

const TOP = [
  'workspace_id',
  'app_id',
  'workspace_region',
  'admin',
  'conversation',
  'context',
  'contact',
  'customer',
  'component_id',
  'input_values',
  'current_canvas',
] as const;

/** A key that comes once more, at the end, is the one that counts. */
function spliced(text: string, entry: string): string {
  return `${text.slice(0, -1)},${entry}}`;
}

function strangeInput(random: Random, real: RealRequests): Record<string, unknown> {
  const entries = Array.from({ length: random.whole(4) }, (): [string, unknown] => [
    random.whole(2) === 0
      ? random.pick(['menu', 'text', 'tag:search', 'assign:search', 'tag:target'] as const)
      : strangeText(random),
    random.whole(3) === 0 ? random.pick(real.componentIds) : strangeValue(random),
  ]);
  return Object.fromEntries(entries);
}
