import type { Component } from './components.ts';
import { components as button } from './examples/button.ts';
import { components as checkbox } from './examples/checkbox.ts';
import { components as dataTable } from './examples/data-table.ts';
import { components as divider } from './examples/divider.ts';
import { components as dropdown } from './examples/dropdown.ts';
import { components as image } from './examples/image.ts';
import { components as input } from './examples/input.ts';
import { components as list } from './examples/list.ts';
import { components as singleSelect } from './examples/single-select.ts';
import { components as spacer } from './examples/spacer.ts';
import { components as text } from './examples/text.ts';
import { components as textarea } from './examples/textarea.ts';

/** Each component as it is used. `examples/<type>.ts` has the calls; `README.md` and `images/` are made from them. */
export const EXAMPLES: { readonly [T in Component['type']]: readonly Component[] } = {
  text,
  button,
  input,
  textarea,
  dropdown,
  'single-select': singleSelect,
  checkbox,
  list,
  image,
  'data-table': dataTable,
  divider,
  spacer,
};
