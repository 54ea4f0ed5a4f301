import fc from 'fast-check';
import type { Canvas, Component } from '../../canvas/kit/components.ts';
import * as kit from '../../canvas/kit/components.ts';
import { LIMITS } from '../../canvas/kit/limits.ts';
import { anyCharacter } from '../any-character.ts';

/** Text that means something to a browser or to the markdown reader, mixed with any other text. */
const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea><script>',
  '</title></select></option>',
  '&lt;b&gt;',
  '[x](javascript:alert(1))',
  '[x](https://a.example/"onclick="alert(1))',
  '**[bold](https://a.example)**',
  '<!-- ',
  ']]>',
  '\u0000',
  '\u001b[2J',
);
export const anyText = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 30 }),
  fc.string({ maxLength: 30 }),
  hostile,
  fc.tuple(fc.string({ maxLength: 8 }), hostile, fc.string({ maxLength: 8 })).map((parts) => parts.join('')),
);

const url = fc.webUrl({ validSchemes: ['https'] });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const flag = maybe(fc.boolean());
const saveState = maybe(fc.constantFrom('unsaved' as const, 'saved' as const, 'failed' as const));
const margin = maybe(fc.constant('none' as const));
const pixels = fc.integer({ min: 1, max: 2000 });
const action = fc.oneof(fc.constant(kit.submit()), url.map(kit.openUrl));

/** Ids are given by `canvasOf`, which sees all components and keeps them apart. */
const id = fc.constant('');

const optionsOf = (limits: { min: number; max: number }) =>
  fc
    .uniqueArray(fc.record({ id: anyText.filter((each) => each !== ''), text: anyText }), {
      minLength: limits.min,
      maxLength: limits.max,
      selector: (each) => each.id,
    })
    .map((each) => each.map((one) => kit.option(one.id, one.text)));

const chosen = <T extends { options: { id: string }[] }>(field: fc.Arbitrary<T>) =>
  fc.tuple(field, maybe(fc.nat())).map(([made, nat]) => ({
    ...made,
    value: nat === undefined ? undefined : made.options[nat % made.options.length]?.id,
  }));

const item = fc
  .tuple(
    fc.record({ id, title: anyText, subtitle: maybe(anyText), tertiary_text: maybe(anyText), action: maybe(action) }),
    maybe(fc.record({ image: url, image_width: pixels, image_height: pixels, rounded_image: flag })),
    flag,
  )
  .map(([words, image, disabled]) => kit.item({ ...words, ...image, disabled }));

export const componentArbitraries: { [T in Component['type']]: fc.Arbitrary<Extract<Component, { type: T }>> } = {
  text: fc
    .record({
      text: anyText,
      align: maybe(fc.constantFrom('left' as const, 'center' as const, 'right' as const)),
      style: maybe(fc.constantFrom('header' as const, 'paragraph' as const, 'muted' as const, 'error' as const)),
      bottom_margin: margin,
    })
    .map(({ text, ...rest }) => kit.text(text, rest)),
  button: fc
    .record({
      id,
      label: anyText,
      action,
      style: maybe(fc.constantFrom('primary' as const, 'secondary' as const, 'link' as const)),
      disabled: flag,
    })
    .map(kit.button),
  input: fc
    .record({
      id,
      label: maybe(anyText),
      placeholder: maybe(anyText),
      value: maybe(anyText),
      action: maybe(action),
      save_state: saveState,
      disabled: flag,
    })
    .map(kit.input),
  textarea: fc
    .record({
      id,
      label: maybe(anyText),
      placeholder: maybe(anyText),
      value: maybe(anyText),
      error: flag,
      disabled: flag,
    })
    .map(kit.textarea),
  dropdown: chosen(
    fc.record({ id, options: optionsOf(LIMITS.options.dropdown), label: maybe(anyText), save_state: saveState }),
  ).map(kit.dropdown),
  'single-select': chosen(
    fc.record({
      id,
      options: optionsOf(LIMITS.options['single-select']),
      label: maybe(anyText),
      save_state: saveState,
      disabled: flag,
      action: maybe(action),
    }),
  ).map(kit.singleSelect),
  checkbox: fc
    .record({ id, options: optionsOf(LIMITS.options.checkbox), label: anyText, save_state: saveState, all: flag })
    .map(({ all, ...rest }) =>
      kit.checkbox({ ...rest, value: all === true ? rest.options.map((each) => each.id) : undefined }),
    ),
  list: fc.tuple(fc.array(item, { maxLength: 4 }), flag).map(([items, disabled]) => kit.list(items, { disabled })),
  image: fc
    .record({
      url,
      width: pixels,
      height: pixels,
      align: maybe(fc.constantFrom('left' as const, 'center' as const, 'right' as const, 'full_width' as const)),
      rounded: flag,
      bottom_margin: margin,
      action: maybe(url.map(kit.openUrl)),
    })
    .map((rest) => kit.image({ ...rest, action: rest.action?.type === 'url' ? rest.action : undefined })),
  'data-table': fc
    .array(fc.tuple(anyText, anyText), { maxLength: 5 })
    .map((rows) => kit.dataTable(rows.map(([field, value]) => kit.fieldValue(field, value)))),
  divider: fc.record({ bottom_margin: margin }).map(kit.divider),
  spacer: fc
    .record({ size: maybe(fc.constantFrom('xs' as const, 's' as const, 'm' as const, 'l' as const, 'xl' as const)) })
    .map(kit.spacer),
};

export const component: fc.Arbitrary<Component> = fc.oneof(...Object.values(componentArbitraries));

/** A canvas of these components, each that needs an id given its own. */
export function canvasOf(components: Component[], storedData?: Record<string, unknown>): Canvas {
  let count = 0;
  const own = <T extends { id?: string }>(part: T): T => {
    count += 1;
    return { ...part, id: `id/${count}~` };
  };
  const named = components.map((each) => {
    if (each.type === 'list') return { ...each, items: each.items.map(own) };
    return each.type === 'data-table' ? each : own(each);
  });
  return kit.canvas(named, storedData);
}

const storedData = maybe(fc.dictionary(fc.string({ maxLength: 10 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }));

/** Any canvas that Intercom takes. */
export const validCanvas = fc
  .tuple(fc.array(component, { maxLength: 8 }), storedData)
  .map(([components, data]) => canvasOf(components, data));
