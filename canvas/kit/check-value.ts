import { type CheckContext, describe, quote, wrongType } from './check-context.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { isLoopback, readHttpUrl } from './url.ts';

export function checkId(context: CheckContext, value: Json, pointer: string): void {
  if (typeof value !== 'string') {
    wrongType(context, pointer, 'a string', value);
    return;
  }
  const expected = 'an id of its own';
  const first = context.ids.get(value);
  if (value === '') {
    const message = 'Give it an id: an empty one cannot be told from the others when it is clicked.';
    context.add({ pointer, code: 'empty_id', message, expected, got: 'an empty string' });
  } else if (first !== undefined) {
    const message = `Give it another id: ${first} has this one, and a click could not be told from a click there.`;
    context.add({ pointer, code: 'duplicate_id', message, expected, got: quote(value) });
  } else context.ids.set(value, pointer);
}

export function checkEnum(context: CheckContext, value: Json, pointer: string, values: readonly string[]): void {
  const expected = `one of ${values.join(', ')}`;
  if (typeof value !== 'string') wrongType(context, pointer, expected, value);
  else if (!values.includes(value)) {
    const message = `Use ${expected}, or leave the property out.`;
    context.add({ pointer, code: 'not_allowed', message, expected, got: quote(value) });
  }
}

/** Pictures have to be https everywhere; what is only opened may be http on the developer's own machine. */
export function checkUrl(context: CheckContext, value: Json, pointer: string, mayBeLoopback: boolean): void {
  const expected = 'an absolute https url';
  if (typeof value !== 'string') {
    wrongType(context, pointer, expected, value);
    return;
  }
  const url = readHttpUrl(value);
  if (url === undefined) {
    const message = 'Send an absolute url that starts with https:// and has no blanks in it.';
    context.add({ pointer, code: 'bad_url', message, expected, got: describe(value) });
  } else if (url.protocol !== 'https:' && !(mayBeLoopback && isLoopback(url))) {
    const message = `Serve it over https; plain http is ${mayBeLoopback ? 'for localhost only' : 'never drawn'}.`;
    context.add({ pointer, code: 'url_not_https', message, expected, got: 'a url that starts with http:' });
  }
}

export function checkOptionId(context: CheckContext, value: Json, pointer: string, owner: JsonObject): void {
  const options = Array.isArray(owner.options) ? owner.options : [];
  const expected = 'the id of one of the options';
  if (typeof value !== 'string') wrongType(context, pointer, expected, value);
  else if (!options.some((each) => isObject(each) && each.id === value)) {
    const message = 'Name an option of this component by its id, or leave the value out.';
    context.add({ pointer, code: 'unknown_option', message, expected, got: quote(value) });
  }
}

/** How many options there are, against the limits table. */
export function checkCount(
  context: CheckContext,
  count: number,
  pointer: string,
  name: string,
  limits: { min: number; max: number },
): void {
  const expected = `${limits.min} to ${limits.max} options`;
  const got = `${count} options`;
  if (count < limits.min) {
    const message = `Add options, or use a text or a button: ${name} takes ${expected}.`;
    context.add({ pointer, code: 'too_few_options', message, expected, got });
  } else if (count > limits.max) {
    const message = `Search, page or split them: ${name} takes ${expected}.`;
    context.add({ pointer, code: 'too_many_options', message, expected, got });
  }
}
