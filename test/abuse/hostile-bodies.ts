import type { Random } from './random.ts';
import type { RealRequests } from './real-requests.ts';
import { mutated, strangeText, strangeValue } from './strange-values.ts';

/** What a body is made of. `huge` may be so many bytes. */
interface Material {
  real: RealRequests;
  hugeBytes: number;
}

export interface HostileBody {
  kind: string;
  body: Buffer | undefined;
}

/** Any body but an honest one, for a route that takes JSON. */
export function hostileBody(random: Random, material: Material): HostileBody {
  const kind = random.pick(KINDS);
  const made = BODIES[kind](random, material);
  return { kind, body: made === undefined ? undefined : Buffer.from(made) };
}

type Make = (random: Random, material: Material) => Buffer | string | undefined;

const json = (value: unknown): string => JSON.stringify(value) ?? 'undefined';

const BODIES = {
  'no body': () => undefined,
  'an empty body': () => '',
  'random bytes': (random) => random.bytes(random.whole(200)),
  'text cut short': (random, { real }) => {
    const text = random.pick(real.texts);
    return text.slice(0, random.whole(text.length));
  },
  'text with flipped bytes': (random, { real }) => {
    const bytes = Buffer.from(random.pick(real.texts));
    for (let flips = 0; flips <= random.whole(4); flips += 1) bytes[random.whole(bytes.length)] = random.whole(256);
    return bytes;
  },
  'any JSON': (random) => json(strangeValue(random)),
  'a form': (random, { real }) => `payload=${encodeURIComponent(random.pick(real.texts))}&workspace_id=x`,
  'text with something before or after it': (random, { real }) => {
    const [before, after] = random.pick(AROUND);
    return before + random.pick(real.texts) + after;
  },
  'another encoding': (random, { real }) => Buffer.from(random.pick(real.texts), random.pick(['utf16le', 'base64'])),
  'a changed real request': (random, { real }) =>
    json(mutated(random.pick(real.payloads), random, 1 + random.whole(6))),
  'strange values in known places': (random, { real }) => {
    const payload: Record<string, unknown> = { ...random.pick(real.payloads) };
    for (const key of real.keys) if (random.whole(2) === 0) payload[key] = strangeValue(random);
    return json(payload);
  },
  'a click that is none': (random, { real }) =>
    json({
      ...random.pick(real.payloads),
      component_id: random.whole(2) === 0 ? random.pick(real.componentIds) : strangeText(random),
      input_values: strangeInput(random, real),
      current_canvas: {
        stored_data: { nonce: strangeText(random), target: strangeText(random), page: strangeValue(random) },
      },
    }),
  'names of objects': (random, { real }) => {
    const name = random.pick(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'] as const);
    const inner = json(strangeValue(random));
    return spliced(random.pick(real.texts), `"${name}":{"workspace_id":"x","app_id":"x","polluted":${inner}}`);
  },
  'doubled keys': (random, { real }) =>
    spliced(random.pick(real.texts), `"${random.pick(real.keys)}":${json(strangeValue(random))}`),
  'half a surrogate pair': (random, { real }) => replaced(random, real, '"\\ud83d"'),
  'numbers that are not exact': (random, { real }) => replaced(random, real, random.pick(NUMBERS)),
  'ids of 64 KB': (random, { real }) => replaced(random, real, `"${'9'.repeat(2 ** 16)}"`),
  'deep nesting': (random, { real, hugeBytes }) => {
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
    ] as const);
    const depth = Math.min(random.pick([60, 600, 6_000]), Math.floor(hugeBytes / 8));
    const nested = `${open.repeat(depth)}1${random.whole(4) === 0 ? '' : close.repeat(depth)}`;
    if (random.whole(2) === 0) return nested;
    return spliced(random.pick(real.texts), `"${random.pick(real.keys)}":{"a":${nested}}`);
  },
  'a huge list': (random, { real, hugeBytes }) => {
    const item = json(strangeValue(random));
    const length = Math.min(random.pick([100, 2_000]), Math.ceil(hugeBytes / item.length));
    const many = `[${Array(length).fill(item).join(',')}]`;
    const places = [
      `"conversation":{"id":"1","contacts":{"contacts":${many}}}`,
      `"input_values":{"menu":${many},"text":${many}}`,
      `"current_canvas":{"stored_data":{"nonce":${many}}}`,
      `"data":{"item":{"id":"1","type":"contact","tags":{"tags":${many}},"companies":{"data":${many}}}}`,
      `"${random.pick(real.keys)}":${many}`,
    ] as const;
    return spliced(random.pick(real.texts), random.pick(places));
  },
} satisfies Record<string, Make>;

type Kind = keyof typeof BODIES;

/** Those that never get far cost little: more of them. */
const CHEAP = [
  'no body',
  'an empty body',
  'random bytes',
  'text cut short',
  'text with flipped bytes',
  'any JSON',
] as const;
const KINDS = [CHEAP[0], ...CHEAP, ...CHEAP, ...(Object.keys(BODIES) as Kind[])] as const satisfies readonly Kind[];

const AROUND: readonly [Around, ...Around[]] = [
  ['\ufeff', ''],
  ['', '\0'],
  ['', '{}'],
  ['[', ']'],
  ['"', '"'],
];
type Around = readonly [before: string, after: string];

const NUMBERS = [
  '9007199254740993',
  '-9007199254740993',
  '1e400',
  '-0',
  '1E-7',
  '0.1e1',
  `1${'0'.repeat(400)}`,
] as const;

/** A key that comes once more, at the end, is the one that counts. */
function spliced(text: string, entry: string): string {
  return `${text.slice(0, -1)},${entry}}`;
}

const TEXTS = /"(id|name|workspace_id|app_id|text|nonce|topic|conversation_id|updated_at|phone)":(?:"[^"]*"|\d+)/g;

function replaced(random: Random, real: RealRequests, by: string): string {
  return random.pick(real.texts).replaceAll(TEXTS, (found, key) => (random.whole(3) === 0 ? `"${key}":${by}` : found));
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
