import { isObject, type JsonObject } from '../json.ts';
import { isChosen, readObjects, readText } from '../read.ts';
import { linkTo } from './actionable.ts';
import { type Attributes, escapeHtml, type Html, join, NOTHING, tag } from './html.ts';

/** `domId` is ours and unique in the page; the ids of a canvas need be neither unique there nor fit for an attribute. */
type Field = (component: JsonObject, domId: string) => Html;

const isSaved = (component: JsonObject): boolean => component.save_state === 'saved';

/** A saved field takes no more input, whatever `disabled` says. */
const isLocked = (component: JsonObject): boolean => component.disabled === true || isSaved(component);

const collected = (component: JsonObject, kind: string): Attributes => ({
  'data-ck-input': readText(component.id),
  'data-ck-kind': kind,
});

/** Every field has a name: its label, else its placeholder, else its id. */
const spokenName = (component: JsonObject): string =>
  readText(component.label) || readText(component.placeholder) || readText(component.id);

function label(component: JsonObject, domId: string): Html {
  const text = readText(component.label);
  return text === '' ? NOTHING : tag('label', { class: 'ck-label', for: domId }, escapeHtml(text));
}

const nameless = (component: JsonObject): Attributes =>
  readText(component.label) === '' ? { 'aria-label': spokenName(component) } : {};

function state(component: JsonObject): Html {
  if (isSaved(component)) return tag('span', { class: 'ck-state', role: 'status' }, escapeHtml('Saved'));
  if (component.save_state !== 'failed') return NOTHING;
  return tag('span', { class: 'ck-state ck-failed', role: 'status' }, escapeHtml('Not saved'));
}

const isWrong = (component: JsonObject): Attributes => ({
  'aria-invalid': component.error === true || component.save_state === 'failed' ? 'true' : undefined,
});

const field = (...parts: readonly Html[]): Html => tag('div', { class: 'ck-block ck-field' }, ...parts);

export const inputField: Field = (component, domId) => {
  const box = tag('input', {
    type: 'text',
    id: domId,
    class: 'ck-box',
    ...collected(component, 'input'),
    ...nameless(component),
    ...isWrong(component),
    value: readText(component.value),
    placeholder: readText(component.placeholder) || undefined,
    disabled: isLocked(component),
  });
  const row = tag('div', { class: 'ck-row' }, box, inlineButton(component));
  return field(label(component, domId), row, state(component));
};

function inlineButton(component: JsonObject): Html {
  const action = isObject(component.action) ? component.action : undefined;
  const look = { class: 'ck-inline', 'aria-label': `Send ${spokenName(component)}` };
  const arrow = tag('span', { 'aria-hidden': 'true' }, escapeHtml('→'));
  if (action?.type === 'submit') {
    const submit = { 'data-ck-submit': readText(component.id), disabled: isLocked(component) };
    return tag('button', { type: 'button', ...look, ...submit }, arrow);
  }
  const link = action?.type === 'url' ? linkTo(readText(action.url)) : undefined;
  return link === undefined || isLocked(component) ? NOTHING : tag('a', { ...look, ...link }, arrow);
}

export const textareaField: Field = (component, domId) => {
  const attributes = {
    id: domId,
    class: 'ck-box ck-area',
    ...collected(component, 'textarea'),
    ...nameless(component),
    ...isWrong(component),
    placeholder: readText(component.placeholder) || undefined,
    disabled: component.disabled === true,
  };
  // Browsers swallow a line break right after the tag; this one is theirs, so that the value keeps its own.
  return field(label(component, domId), tag('textarea', attributes, escapeHtml(`\n${readText(component.value)}`)));
};

export const dropdownField: Field = (component, domId) => {
  const options = readObjects(component.options);
  const choices = options.map((option) =>
    tag(
      'option',
      { value: readText(option.id), selected: isChosen(component, option), disabled: option.disabled === true },
      escapeHtml(readText(option.text)),
    ),
  );
  // Without it the first option would look chosen, and be sent, though nobody chose it.
  const blank = options.some((option) => isChosen(component, option))
    ? NOTHING
    : tag('option', { value: '', selected: true }, escapeHtml('Choose'));
  const attributes = {
    id: domId,
    class: 'ck-box',
    ...collected(component, 'dropdown'),
    ...nameless(component),
    ...isWrong(component),
    disabled: isLocked(component),
  };
  return field(label(component, domId), tag('select', attributes, blank, join(choices)), state(component));
};

export const singleSelectField: Field = (component, domId) => {
  const submits = isObject(component.action) && component.action.type === 'submit';
  const segments = readObjects(component.options).map((option) => {
    const isDisabled = isLocked(component) || option.disabled === true;
    const choice = { 'data-ck-option': readText(option.id), disabled: isDisabled };
    const text = escapeHtml(readText(option.text));
    const chosen = isChosen(component, option);
    if (submits) {
      const press = { 'data-ck-submit': readText(component.id), 'aria-pressed': chosen ? 'true' : 'false' };
      return tag('button', { type: 'button', class: 'ck-segment', ...press, ...choice }, text);
    }
    const radio = { type: 'radio', name: domId, value: readText(option.id), checked: chosen };
    return tag('label', { class: 'ck-segment' }, tag('input', { ...radio, ...choice }), tag('span', {}, text));
  });
  return group(component, domId, 'single-select', submits ? 'group' : 'radiogroup', 'ck-segments', segments);
};

export const checkboxField: Field = (component, domId) => {
  const boxes = readObjects(component.options).map((option) => {
    const choice = {
      type: 'checkbox',
      value: readText(option.id),
      'data-ck-option': readText(option.id),
      checked: isChosen(component, option),
      disabled: isLocked(component) || option.disabled === true,
    };
    return tag(
      'label',
      { class: 'ck-check' },
      tag('input', choice),
      tag('span', {}, escapeHtml(readText(option.text))),
    );
  });
  return group(component, domId, 'checkbox', 'group', 'ck-checks', boxes);
};

/** Several choices under one label. The group carries the field's id and kind, each choice its option's id. */
function group(
  component: JsonObject,
  domId: string,
  kind: string,
  role: string,
  look: string,
  choices: readonly Html[],
): Html {
  const text = readText(component.label);
  const heading = text === '' ? NOTHING : tag('div', { class: 'ck-label', id: domId }, escapeHtml(text));
  const name = text === '' ? { 'aria-label': spokenName(component) } : { 'aria-labelledby': domId };
  const attributes = { class: look, role, ...name, ...isWrong(component), ...collected(component, kind) };
  return field(heading, tag('div', attributes, join(choices)), state(component));
}
