import { describe, expect, test } from 'vitest';
import * as kit from '../../canvas/kit/components.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';

const inbox = { location: 'inbox', first: false } as const;
const messenger = { location: 'messenger', first: false } as const;
const issuesOf = (canvas: unknown, options: { location: 'inbox' | 'messenger'; first: boolean } = inbox) =>
  validateCanvas(canvas, options).map(({ pointer, code }) => `${code} ${pointer}`);
/** The issues of one component, by pointers inside it. */
const issuesIn = (component: unknown, options: { location: 'inbox' | 'messenger'; first: boolean } = inbox) =>
  issuesOf({ content: { components: [component] } }, options).map((each) => each.replace('/content/components/0', ''));

const go = { type: 'button', id: 'go', label: 'Go', action: { type: 'submit' } };
const two = [kit.option('a', 'A'), kit.option('b', 'B')];

describe('the root of a canvas', () => {
  test.each([
    ['null', null, ['wrong_type ']],
    ['an array', [], ['wrong_type ']],
    ['a bigint', 5n, ['wrong_type ']],
    ['an object without content', {}, ['missing_property ']],
    ['content that is text', { content: 'hi' }, ['wrong_type /content']],
    ['content without components', { content: {} }, ['missing_property /content']],
    ['components that are one object', { content: { components: {} } }, ['wrong_type /content/components']],
    ['a component that is text', { content: { components: ['hi'] } }, ['wrong_type /content/components/0']],
    ['stored data that is an array', { content: { components: [] }, stored_data: [] }, ['wrong_type /stored_data']],
    ['an answer instead of a canvas', { canvas: {} }, ['unknown_property /canvas', 'missing_property ']],
    ['more in content', { content: { components: [], 'a/b~': 1 } }, ['unknown_property /content/a~1b~0']],
  ])('%s is refused', (_name, canvas, expected) => {
    expect(issuesOf(canvas)).toEqual(expected);
  });

  test('a property that is undefined counts as left out, as it is on the wire', () => {
    expect(issuesIn({ type: 'text', text: 'Hi', style: undefined })).toEqual([]);
    expect(issuesIn({ type: 'text', text: undefined })).toEqual(['missing_property ']);
  });

  test('a live canvas is for the Messenger', () => {
    const live = { content_url: 'https://app.example/live' };
    expect(issuesOf(live, messenger)).toEqual([]);
    expect(issuesOf(live, inbox)).toEqual(['content_url_in_inbox /content_url']);
    expect(issuesOf({ content_url: 'live' }, messenger)).toEqual(['bad_url /content_url']);
  });
});

describe('properties', () => {
  test.each<[string, unknown, string[]]>([
    ['a component without a type', { text: 'Hi' }, ['missing_property ']],
    ['a type that is no text', { type: 5 }, ['wrong_type /type']],
    ['a component of another kit', { type: 'tabs' }, ['unknown_component /type']],
    ['a component named like an object method', { type: 'toString' }, ['unknown_component /type']],
    ['an invented property', { ...go, new_tab: true }, ['unknown_property /new_tab']],
    ['a property named __proto__', JSON.parse('{"type":"divider","__proto__":{}}'), ['unknown_property /__proto__']],
    ['a property named constructor', { type: 'divider', constructor: 'x' }, ['unknown_property /constructor']],
    ['a button without an id', { ...go, id: undefined }, ['missing_property ']],
    ['an empty id', { ...go, id: '' }, ['empty_id /id']],
    ['an unknown style', { ...go, style: 'danger' }, ['not_allowed /style']],
    ['a style that is no text', { ...go, style: null }, ['wrong_type /style']],
    ['disabled as text', { ...go, disabled: 'true' }, ['wrong_type /disabled']],
    [
      'half a pixel',
      { type: 'image', url: 'https://a.example', width: 1.5, height: 0 },
      ['wrong_type /width', 'wrong_type /height'],
    ],
    ['an action without a url', { ...go, action: { type: 'url' } }, ['missing_property /action']],
    ['a submit with a url', { ...go, action: { type: 'submit', url: 'x' } }, ['unknown_property /action/url']],
    ['an action of an unknown type', { ...go, action: { type: 'copy' } }, ['action_not_allowed /action/type']],
    ['an action that is text', { ...go, action: 'submit' }, ['wrong_type /action']],
    [
      'an action on a textarea',
      { type: 'textarea', id: 'a', action: { type: 'submit' } },
      ['unknown_property /action'],
    ],
    [
      'an item of a table in a list',
      { type: 'list', items: [{ type: 'field-value', id: 'a', title: 'A' }] },
      ['not_allowed /items/0/type'],
    ],
    ['a list item that is text', { type: 'list', items: ['A'] }, ['wrong_type /items/0']],
    [
      'a table row without a value',
      kit.dataTable([{ type: 'field-value', field: 'A' } as kit.FieldValue]),
      ['missing_property /items/0'],
    ],
    [
      'checkbox options under the key of the reference',
      { type: 'checkbox', id: 'a', label: '', option: two },
      ['unknown_property /option', 'missing_property '],
    ],
  ])('%s is refused', (_name, component, expected) => {
    expect(issuesIn(component)).toEqual(expected);
  });
});

describe('ids', () => {
  test('are unique over components and list items', () => {
    const canvas = kit.canvas([
      kit.text('Hi', { id: 'a' }),
      kit.list([kit.item({ id: 'a', title: 'A' }), kit.item({ id: 'b', title: 'B' })]),
      kit.divider({ id: 'b' }),
    ]);
    expect(issuesOf(canvas)).toEqual([
      'duplicate_id /content/components/1/items/0/id',
      'duplicate_id /content/components/2/id',
    ]);
  });
  test('of options are unique only inside their component', () => {
    expect(
      issuesOf(kit.canvas([kit.dropdown({ id: 'a', options: two }), kit.dropdown({ id: 'c', options: two })])),
    ).toEqual([]);
    const twice = [kit.option('a', 'A'), kit.option('a', 'B')];
    expect(issuesIn(kit.dropdown({ id: 'a', options: twice }))).toEqual(['duplicate_id /options/1/id']);
  });
  test('in a value name an option that exists', () => {
    expect(issuesIn(kit.dropdown({ id: 'x', options: two, value: 'c' }))).toEqual(['unknown_option /value']);
    expect(issuesIn(kit.singleSelect({ id: 'x', options: two, value: 'c' }))).toEqual(['unknown_option /value']);
    expect(issuesIn(kit.checkbox({ id: 'x', label: 'X', options: two, value: ['a', 'c'] }))).toEqual([
      'unknown_option /value/1',
    ]);
    expect(issuesIn({ ...kit.checkbox({ id: 'x', label: 'X', options: two }), value: 'a' })).toEqual([
      'wrong_type /value',
    ]);
  });
});

describe('urls and actions', () => {
  const opening = (url: string) => issuesIn({ ...go, action: { type: 'url', url } });
  test.each(['https://app.example/x?y=1#z', 'http://localhost:3000', 'http://127.0.0.1/a', 'http://[::1]:80/'])(
    'a button may open %s',
    (url) => {
      expect(opening(url)).toEqual([]);
    },
  );
  test.each([
    ['http://app.example', 'url_not_https'],
    ['http://localhost.evil.example', 'url_not_https'],
    ['javascript:alert(1)', 'bad_url'],
    ['//app.example', 'bad_url'],
    ['/calls/42', 'bad_url'],
    ['https://', 'bad_url'],
    ['https:///a', 'bad_url'],
    ['https://a.example/a b', 'bad_url'],
    [' https://a.example', 'bad_url'],
    ['https://a.example\\@b.example', 'bad_url'],
    ['', 'bad_url'],
  ])('a button may not open %j', (url, code) => {
    expect(opening(url)).toEqual([`${code} /action/url`]);
  });

  test('a picture is https even on localhost', () => {
    const picture = (url: string) => issuesIn({ type: 'image', url, width: 1, height: 1 });
    expect(picture('http://localhost/a.png')).toEqual(['url_not_https /url']);
    const items = [
      { type: 'item', id: 'a', title: 'A', image: 'http://a.example/a.png', image_width: 1, image_height: 1 },
    ];
    expect(issuesIn({ type: 'list', items })).toEqual(['url_not_https /items/0/image']);
  });
  test('the picture of a list item needs both its sizes, else Intercom refuses the whole canvas', () => {
    const items = [{ type: 'item', id: 'a', title: 'A', image: 'https://a.example/a.png', image_width: 1 }];
    expect(issuesIn({ type: 'list', items })).toEqual(['missing_property /items/0']);
  });
  test('a picture opens a url and does nothing else', () => {
    const picture = { type: 'image', url: 'https://a.example', width: 1, height: 1, action: { type: 'submit' } };
    expect(issuesIn(picture)).toEqual(['action_not_allowed /action/type']);
  });
  test('a sheet opens in the Messenger only', () => {
    const sheet = kit.button({ id: 'a', label: 'A', action: kit.openSheet('https://a.example') });
    expect(issuesIn(sheet, messenger)).toEqual([]);
    expect(issuesIn(sheet, inbox)).toEqual(['action_not_allowed /action/type']);
  });
});

test('an issue names what was expected and what came, and says what to do', () => {
  const canvas = kit.canvas([kit.dropdown({ id: 'tag', options: [kit.option('a', 'A')] })]);
  expect(validateCanvas(canvas, inbox)).toEqual([
    {
      pointer: '/content/components/0/options',
      code: 'too_few_options',
      message: 'Add options, or use a text or a button: dropdown takes 2 to 10 options.',
      expected: '2 to 10 options',
      got: '1 options',
    },
  ]);
});

test('no issue repeats a text, a label or a url of the canvas', () => {
  const secret = 'Jo Vance +14155550100';
  const canvas = {
    content: {
      components: [
        { type: 'text', text: [secret], id: 7 },
        { ...go, label: { secret }, action: { type: 'url', url: `http://a.example/${secret}` } },
        { type: 'image', url: secret, width: secret, height: 1 },
        { type: 'list', items: [secret] },
      ],
    },
    stored_data: secret,
  };
  const issues = validateCanvas(canvas, inbox);
  expect(issues).toHaveLength(8);
  expect(JSON.stringify(issues)).not.toContain('Jo Vance');
});
