import type { Component } from '../../canvas/kit/components.ts';
import { LIMITS } from '../../canvas/kit/limits.ts';
import { COMPONENT_SHAPES, type Property, type Rule } from '../../canvas/kit/shapes.ts';

type Loose = Record<string, unknown>;

export interface Mutation {
  name: string;
  type: Component['type'];
  code: string;
  /** Where the issue has to be, inside the component. */
  at: string;
  apply: (component: Loose) => void;
}

const wrongValue = (rule: Rule): unknown => (rule.kind === 'string' || rule.kind === 'id' ? 5 : { wrong: true });

/** What the table of shapes promises: each required property, each type, each enum, of each component. */
const fromShapes: Mutation[] = Object.entries(COMPONENT_SHAPES).flatMap(([name, shape]) => {
  const type = name as Component['type'];
  const properties = Object.entries(shape) as [string, Property][];
  return properties.flatMap(([key, { required, rule }]) => {
    const mutations: Mutation[] = [];
    // `{ wrong: true }` is an object, as an action is, but not one with a type.
    const isAction = rule.kind === 'action';
    mutations.push({
      name: `${key} of a wrong type`,
      type,
      code: isAction ? 'missing_property' : 'wrong_type',
      at: `/${key}`,
      apply: (component) => {
        component[key] = wrongValue(rule);
      },
    });
    if (required)
      mutations.push({
        name: `no ${key}`,
        type,
        code: 'missing_property',
        at: '',
        apply: (component) => {
          delete component[key];
        },
      });
    if (rule.kind === 'enum')
      mutations.push({
        name: `an unknown ${key}`,
        type,
        code: 'not_allowed',
        at: `/${key}`,
        apply: (component) => {
          component[key] = 'unheard-of';
        },
      });
    if (rule.kind === 'parts' && rule.of === 'option')
      mutations.push({
        name: `too many ${key}`,
        type,
        code: 'too_many_options',
        at: `/${key}`,
        apply: (component) => {
          component[key] = Array.from({ length: rule.max + 1 }, (_, id) => ({ type: 'option', id: `${id}`, text: '' }));
          delete component.value;
        },
      });
    return mutations;
  });
});

const set = (type: Component['type'], name: string, code: string, at: string, values: Loose): Mutation => ({
  name,
  type,
  code,
  at,
  apply: (component) => Object.assign(component, structuredClone(values)),
});

const plainItem = { type: 'item', id: 'own', title: 'A' };
const picture = { image: 'https://a.example/a.png', image_width: 1, image_height: 1 };

const byHand: Mutation[] = [
  set('divider', 'an unknown property', 'unknown_property', '/a~1b', { 'a/b': 1 }),
  set('text', 'an unknown component', 'unknown_component', '/type', { type: 'tabs' }),
  set('image', 'an image over http', 'url_not_https', '/url', { url: 'http://a.example/a.png' }),
  set('image', 'an image that submits', 'action_not_allowed', '/action/type', { action: { type: 'submit' } }),
  set('button', 'a script to open', 'bad_url', '/action/url', { action: { type: 'url', url: 'javascript:alert(1)' } }),
  set('button', 'a sheet in the inbox', 'action_not_allowed', '/action/type', {
    action: { type: 'sheet', url: 'https://a.example' },
  }),
  set('dropdown', 'an option too few', 'too_few_options', '/options', { options: [], value: undefined }),
  set('dropdown', 'a value that is no option', 'unknown_option', '/value', { value: 'none of\u0000them' }),
  set('checkbox', 'a value that is no option', 'unknown_option', '/value/0', { value: ['none of\u0000them'] }),
  set('list', 'an id twice', 'duplicate_id', '/items/1/id', { items: [plainItem, plainItem] }),
  set('list', 'a picture without its size', 'missing_property', '/items/0', {
    items: [{ ...plainItem, ...picture, image_width: undefined }],
  }),
  set('list', 'a picture over http', 'url_not_https', '/items/0/image', {
    items: [{ ...plainItem, ...picture, image: 'http://a.example/a.png' }],
  }),
  set('data-table', 'a row without a value', 'missing_property', '/items/0', {
    items: [{ type: 'field-value', field: 'A' }],
  }),
  set('spacer', 'an empty id', 'empty_id', '/id', { id: '' }),
  set('text', 'a number that JSON has not', 'not_json', '/text', { text: Number.POSITIVE_INFINITY }),
];

export const MUTATIONS: Mutation[] = [...fromShapes, ...byHand];

/** Break the canvas as a whole; the issue is at this pointer. */
export const CANVAS_MUTATIONS: { name: string; code: string; at: string; apply: (canvas: Loose) => void }[] = [
  {
    name: 'too much content',
    code: 'too_large',
    at: '/content',
    apply: (canvas) => {
      canvas.content = { components: [{ type: 'text', text: 'x'.repeat(LIMITS.contentBytes) }] };
    },
  },
  {
    name: 'too much stored data',
    code: 'too_large',
    at: '/stored_data',
    apply: (canvas) => {
      canvas.stored_data = { x: 'x'.repeat(LIMITS.storedDataBytes) };
    },
  },
  {
    name: 'a live canvas',
    code: 'content_url_in_inbox',
    at: '/content_url',
    apply: (canvas) => {
      canvas.content_url = 'https://a.example';
    },
  },
  {
    name: 'no content',
    code: 'missing_property',
    at: '',
    apply: (canvas) => {
      delete canvas.content;
    },
  },
];
