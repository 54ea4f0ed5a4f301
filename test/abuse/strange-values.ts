import type { Random } from './random.ts';

/** Names that mean something to JavaScript, to SQL, to HTML, to a path or to Callcard's own ids. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  "'; DROP TABLE workspaces; --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '../../me',
  '..',
  '%2e%2e%2f',
  '%',
  '%E0%A4%A',
  'a:b:c:d',
  '::',
  'tag:add:',
  'note:save',
  'call:open:__proto__',
  'assign:teammate:constructor',
  '',
  ' ',
  '\u0000',
  '\ud800',
  'x\udfffy',
  '\u202eabc',
  '\r\nset-cookie: a=b',
  'ﷺ'.repeat(50),
  'a'.repeat(5000),
] as const;

export function strangeText(random: Random): string {
  return random.pick(NAMES);
}

/** Any JSON value, of any type, mostly small. */
export function strangeValue(random: Random, depth = 0): unknown {
  const kind = random.whole(depth > 3 ? 8 : 11);
  switch (kind) {
    case 0:
      return null;
    case 1:
      return random.whole(2) === 0;
    case 2:
      return random.pick([0, -1, 1.5, 2 ** 53, -(2 ** 31), 1e308, 215468]);
    case 3:
      return '';
    case 4:
    case 5:
    case 6:
      return strangeText(random);
    case 7:
      return random.bytes(random.whole(30)).toString('latin1');
    case 8:
      return Array.from({ length: random.whole(5) }, () => strangeValue(random, depth + 1));
    default: {
      const entries = Array.from({ length: random.whole(5) }, () => [
        strangeText(random),
        strangeValue(random, depth + 1),
      ]);
      // `fromEntries` defines `__proto__` as a property of its own, which is what JSON.parse does with it.
      return Object.fromEntries(entries);
    }
  }
}

/** The same payload with a few things in it exchanged, left out, added or doubled; at any depth. */
export function mutated(payload: unknown, random: Random, changes: number): unknown {
  const copy: unknown = structuredClone(payload);
  for (let change = 0; change < changes; change += 1) mutateOnce(copy, random);
  return copy;
}

function mutateOnce(value: unknown, random: Random): void {
  if (typeof value !== 'object' || value === null) return;
  const keys = Object.keys(value);
  const [first, ...rest] = keys;
  if (first === undefined) return;
  const key = random.pick([first, ...rest]);
  const inner: unknown = Reflect.get(value, key);
  if (typeof inner === 'object' && inner !== null && random.whole(3) > 0) {
    mutateOnce(inner, random);
    return;
  }
  switch (random.whole(4)) {
    case 0:
      Reflect.deleteProperty(value, key);
      break;
    case 1:
      if (Array.isArray(value)) value.push(inner, inner);
      else
        Object.defineProperty(value, strangeText(random), {
          value: inner,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      break;
    default:
      Reflect.set(value, key, strangeValue(random));
  }
}
