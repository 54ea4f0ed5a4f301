import { describe, expect, test } from 'vitest';
import { validateCanvas } from '../../canvas/kit/validate.ts';

const issuesOf = (canvas: unknown) =>
  validateCanvas(canvas, { location: 'inbox', first: false }).map(({ pointer, code }) => `${code} ${pointer}`);

describe('values that are no JSON', () => {
  const stored = (value: unknown) => issuesOf({ content: { components: [] }, stored_data: { value } });
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  const throwing = {
    get bad() {
      throw new Error('no');
    },
  };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  test.each<[string, unknown, string]>([
    ['a function', () => 1, 'not_json /stored_data/value'],
    ['a symbol', Symbol('x'), 'not_json /stored_data/value'],
    ['a bigint', 1n, 'not_json /stored_data/value'],
    ['not a number', Number.NaN, 'not_json /stored_data/value'],
    ['a date', new Date(0), 'not_json /stored_data/value'],
    ['a map', new Map(), 'not_json /stored_data/value'],
    ['undefined in an array', [undefined], 'not_json /stored_data/value/0'],
    ['a hole in an array', new Array(1_000_000_000), 'not_json /stored_data/value'],
    ['a circle', loop, 'cycle /stored_data/value/self'],
    ['a getter that throws', throwing, 'unreadable /stored_data/value/bad'],
    ['a revoked proxy', revoked.proxy, 'unreadable /stored_data/value'],
  ])('%s is one issue where it stands', (_name, value, expected) => {
    expect(stored(value)).toEqual([expected]);
  });

  test('a root that cannot be read is one issue', () => {
    expect(issuesOf(revoked.proxy)).toEqual(['unreadable ']);
    const throwsOnContent = {
      get content() {
        throw new Error('no');
      },
    };
    expect(issuesOf(throwsOnContent)).toEqual(['unreadable /content']);
  });
  test('a component property that is no JSON is not reported a second time as a wrong type', () => {
    expect(issuesOf({ content: { components: [{ type: 'text', text: 5n }] } })).toEqual([
      'not_json /content/components/0/text',
    ]);
  });
  test('objects without a prototype are plain data', () => {
    const component = Object.assign(Object.create(null), { type: 'divider' });
    expect(issuesOf({ content: { components: [component] } })).toEqual([]);
  });
  test('an object that doubles at every level ends as too large instead of never', () => {
    let doubling: unknown = {};
    for (let level = 0; level < 60; level += 1) doubling = [doubling, doubling];
    expect(stored(doubling)).toEqual(['too_large /stored_data']);
  });
});
