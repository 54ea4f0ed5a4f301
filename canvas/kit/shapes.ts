import type { Action, Component, FieldValue, ListItem, OptionComponent } from './components.ts';
import { LIMITS } from './limits.ts';

/** What a property's value has to be. `check-shape.ts` has one branch for each kind. */
export type Rule =
  | { kind: 'string' }
  | { kind: 'boolean' }
  | { kind: 'size' }
  | { kind: 'id' }
  | { kind: 'image-url' }
  | { kind: 'action-url' }
  | { kind: 'enum'; values: readonly string[] }
  | { kind: 'action'; types: readonly Action['type'][] }
  | { kind: 'parts'; of: PartType; min: number; max: number }
  | { kind: 'option-id' }
  | { kind: 'option-ids' };

export interface Property<Required extends boolean = boolean> {
  rule: Rule;
  required: Required;
  /** Properties that have to be there as soon as this one is. */
  needs?: readonly string[];
}
export type Shape = Readonly<Record<string, Property>>;
export type PartType = 'option' | 'item' | 'field-value';

/** Ties the table to the types: a property added, dropped or made optional in one does not compile without the other. */
type ShapeOf<T> = {
  readonly [K in Exclude<keyof T, 'type'>]-?: undefined extends T[K] ? Property<false> : Property<true>;
};

const must = (rule: Rule): Property<true> => ({ rule, required: true });
const may = (rule: Rule, needs?: readonly string[]): Property<false> =>
  needs === undefined ? { rule, required: false } : { rule, required: false, needs };

const string: Rule = { kind: 'string' };
const boolean: Rule = { kind: 'boolean' };
const size: Rule = { kind: 'size' };
const id: Rule = { kind: 'id' };
const anyAction: Rule = { kind: 'action', types: ['submit', 'url', 'sheet'] };
const saveState: Rule = { kind: 'enum', values: ['unsaved', 'saved', 'failed'] };
const bottomMargin: Rule = { kind: 'enum', values: ['none'] };
const oneOf = (...values: string[]): Rule => ({ kind: 'enum', values });
const parts = (of: PartType): Rule => ({ kind: 'parts', of, min: 0, max: Number.POSITIVE_INFINITY });
const options = (type: keyof typeof LIMITS.options): Rule => ({ kind: 'parts', of: 'option', ...LIMITS.options[type] });

/** Source: Intercom's Canvas Kit reference, one page a component. */
export const COMPONENT_SHAPES: { readonly [T in Component['type']]: ShapeOf<Extract<Component, { type: T }>> } = {
  text: {
    text: must(string),
    id: may(id),
    align: may(oneOf('left', 'center', 'right')),
    style: may(oneOf('header', 'paragraph', 'muted', 'error')),
    bottom_margin: may(bottomMargin),
  },
  button: {
    id: must(id),
    label: must(string),
    action: must(anyAction),
    style: may(oneOf('primary', 'secondary', 'link')),
    disabled: may(boolean),
  },
  input: {
    id: must(id),
    label: may(string),
    placeholder: may(string),
    value: may(string),
    action: may(anyAction),
    save_state: may(saveState),
    disabled: may(boolean),
  },
  textarea: {
    id: must(id),
    label: may(string),
    placeholder: may(string),
    value: may(string),
    error: may(boolean),
    disabled: may(boolean),
  },
  dropdown: {
    id: must(id),
    options: must(options('dropdown')),
    label: may(string),
    value: may({ kind: 'option-id' }),
    save_state: may(saveState),
    disabled: may(boolean),
  },
  'single-select': {
    id: must(id),
    options: must(options('single-select')),
    label: may(string),
    value: may({ kind: 'option-id' }),
    save_state: may(saveState),
    disabled: may(boolean),
    action: may(anyAction),
  },
  // Intercom's reference calls the array `option`, its runnable tutorial and every other component `options`.
  checkbox: {
    id: must(id),
    options: must(options('checkbox')),
    label: must(string),
    value: may({ kind: 'option-ids' }),
    save_state: may(saveState),
    disabled: may(boolean),
  },
  list: { items: must(parts('item')), disabled: may(boolean) },
  image: {
    url: must({ kind: 'image-url' }),
    width: must(size),
    height: must(size),
    id: may(id),
    align: may(oneOf('left', 'center', 'right', 'full_width')),
    rounded: may(boolean),
    bottom_margin: may(bottomMargin),
    action: may({ kind: 'action', types: ['url'] }),
  },
  'data-table': { items: must(parts('field-value')) },
  divider: { id: may(id), bottom_margin: may(bottomMargin) },
  spacer: { id: may(id), size: may(oneOf('xs', 's', 'm', 'l', 'xl')) },
};

const ITEM: ShapeOf<ListItem> = {
  id: must(id),
  title: must(string),
  subtitle: may(string),
  tertiary_text: may(string),
  // Without both sizes Intercom refuses the whole canvas, not just the item.
  image: may({ kind: 'image-url' }, ['image_width', 'image_height']),
  image_width: may(size),
  image_height: may(size),
  rounded_image: may(boolean),
  disabled: may(boolean),
  action: may(anyAction),
};
const OPTION: ShapeOf<OptionComponent> = { id: must(id), text: must(string), disabled: may(boolean) };
const FIELD_VALUE: ShapeOf<FieldValue> = { field: must(string), value: must(string) };

export const PART_SHAPES: Readonly<Record<PartType, Shape>> = {
  item: ITEM,
  option: OPTION,
  'field-value': FIELD_VALUE,
};

export const ACTION_SHAPES: Readonly<Record<Action['type'], Shape>> = {
  submit: {},
  url: { url: must({ kind: 'action-url' }) },
  sheet: { url: must({ kind: 'action-url' }) },
};
