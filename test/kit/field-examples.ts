import * as kit from '../../canvas/kit/components.ts';
import type { Example } from './examples.ts';

const colours = [kit.option('red', 'Red'), kit.option('blue', 'Blue', { disabled: true })];

/** The components that hold a value. */
export const FIELD_EXAMPLES: Example[] = [
  {
    name: 'an input with an inline button',
    component: kit.input({
      id: 'phone',
      label: 'Phone',
      placeholder: '+1 415 555 0100',
      action: kit.submit(),
      save_state: 'failed',
    }),
    text: 'Phone: [_(+1 415 555 0100)_] (failed) {phone} submits',
    html: [
      '<label class="ck-label" for="ck-0">Phone</label>',
      '<input type="text" id="ck-0" class="ck-box" data-ck-input="phone" data-ck-kind="input" aria-invalid="true"',
      '<button type="button" class="ck-inline" aria-label="Send Phone" data-ck-submit="phone">',
      '<span class="ck-state ck-failed" role="status">Not saved</span>',
    ],
    heightPx: 94,
  },
  {
    name: 'a saved input without a label',
    component: kit.input({ id: 'name', value: 'Jo', save_state: 'saved', disabled: false }),
    text: '[_Jo_] (saved) {name}',
    html: ['data-ck-input="name" data-ck-kind="input" aria-label="name" value="Jo" disabled>', '>Saved</span>'],
    heightPx: 70,
  },
  {
    name: 'a textarea',
    component: kit.textarea({ id: 'note', label: 'Note', value: 'Called back', placeholder: 'Write', error: true }),
    text: 'Note: [_Called back_] (error) {note}',
    html: [
      '<label class="ck-label" for="ck-0">Note</label>',
      'data-ck-input="note" data-ck-kind="textarea" aria-invalid="true" placeholder="Write">\nCalled back</textarea>',
    ],
    heightPx: 118,
  },
  {
    name: 'a disabled textarea',
    component: kit.textarea({ id: 'old', disabled: true }),
    text: '[__] {old} (disabled)',
    html: ['aria-label="old" disabled>\n</textarea>'],
    heightPx: 94,
  },
  {
    name: 'a dropdown',
    component: kit.dropdown({ id: 'colour', label: 'Colour', options: colours, value: 'red', save_state: 'unsaved' }),
    text: 'Colour: < *Red* | Blue (disabled) > {colour}',
    html: [
      '<select id="ck-0" class="ck-box" data-ck-input="colour" data-ck-kind="dropdown">',
      '<option value="red" selected>Red</option><option value="blue" disabled>Blue</option></select>',
    ],
    heightPx: 74,
  },
  {
    name: 'a dropdown in which nothing is chosen',
    component: kit.dropdown({ id: 'colour', options: colours, disabled: true }),
    text: '< Red | Blue (disabled) > {colour} (disabled)',
    html: ['aria-label="colour" disabled><option value="" selected>Choose</option><option value="red">'],
    heightPx: 50,
  },
  {
    name: 'a single-select that submits',
    component: kit.singleSelect({ id: 'act', options: colours, value: 'red', action: kit.submit() }),
    text: '[ *Red* | Blue (disabled) ] {act} submits',
    html: [
      '<div class="ck-segments" role="group" aria-label="act" data-ck-input="act" data-ck-kind="single-select">',
      'data-ck-submit="act" aria-pressed="true" data-ck-option="red">Red</button>',
      'data-ck-submit="act" aria-pressed="false" data-ck-option="blue" disabled>Blue</button>',
    ],
    heightPx: 50,
  },
  {
    name: 'a single-select that waits for a button',
    component: kit.singleSelect({
      id: 'pick',
      label: 'Pick',
      options: colours,
      value: 'red',
      save_state: 'failed',
      disabled: false,
    }),
    text: 'Pick: [ *Red* | Blue (disabled) ] (failed) {pick}',
    html: [
      '<div class="ck-label" id="ck-0">Pick</div>',
      'role="radiogroup" aria-labelledby="ck-0" aria-invalid="true" data-ck-input="pick" data-ck-kind="single-select">',
      '<input type="radio" name="ck-0" value="red" checked data-ck-option="red"><span>Red</span></label>',
    ],
    heightPx: 94,
  },
  {
    name: 'a checkbox',
    component: kit.checkbox({ id: 'flags', label: 'Flags', options: colours, value: ['blue'], save_state: 'unsaved' }),
    text: 'Flags {flags}\n  [ ] Red\n  [x] Blue (disabled)',
    html: [
      'role="group" aria-labelledby="ck-0" data-ck-input="flags" data-ck-kind="checkbox">',
      '<input type="checkbox" value="red" data-ck-option="red"><span>Red</span>',
      '<input type="checkbox" value="blue" data-ck-option="blue" checked disabled><span>Blue</span>',
    ],
    heightPx: 90,
  },
  {
    name: 'a checkbox with one option and an empty label',
    component: kit.checkbox({ id: 'ok', label: '', options: [kit.option('yes', 'Yes')], disabled: true }),
    text: '{ok} (disabled)\n  [ ] Yes',
    html: ['role="group" aria-label="ok"', 'value="yes" data-ck-option="yes" disabled><span>Yes</span>'],
    heightPx: 38,
  },
];
