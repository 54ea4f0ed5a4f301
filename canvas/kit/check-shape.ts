import { type CheckContext, checkUnknown, missing, quote, readType, wrongType } from './check-context.ts';
import { checkCount, checkEnum, checkId, checkOptionId, checkUrl } from './check-value.ts';
import type { Action, Component } from './components.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { child } from './pointer.ts';
import { ACTION_SHAPES, COMPONENT_SHAPES, PART_SHAPES, type PartType, type Rule, type Shape } from './shapes.ts';

const COMPONENT_TYPES = Object.keys(COMPONENT_SHAPES) as Component['type'][];
const ACTION_TYPES = Object.keys(ACTION_SHAPES);

/** Checks one entry of `content.components` against the table of shapes. */
export function checkComponent(context: CheckContext, value: Json, pointer: string): void {
  if (!isObject(value)) {
    wrongType(context, pointer, 'a component object', value);
    return;
  }
  const type = readType(context, value, pointer, COMPONENT_TYPES);
  const known = COMPONENT_TYPES.find((each) => each === type);
  if (known !== undefined) checkShape(context, value, pointer, known, COMPONENT_SHAPES[known]);
  else if (type !== undefined) {
    const expected = `one of ${COMPONENT_TYPES.join(', ')}`;
    const message = `Canvas Kit has no component ${quote(type)}; use ${expected}.`;
    const at = child(pointer, 'type');
    context.add({ pointer: at, code: 'unknown_component', message, expected, got: quote(type) });
  }
}

function checkShape(context: CheckContext, owner: JsonObject, pointer: string, name: string, shape: Shape): void {
  checkUnknown(context, owner, pointer, name, ['type', ...Object.keys(shape)]);
  for (const [key, property] of Object.entries(shape)) {
    const value = owner[key];
    if (value !== undefined) {
      checkRule(context, value, child(pointer, key), property.rule, owner, name);
      for (const needed of property.needs ?? []) {
        if (owner[needed] === undefined)
          missing(context, pointer, name, needed, `with ${key} and without it the whole canvas is refused`);
      }
    } else if (property.required) missing(context, pointer, name, key, 'it cannot be drawn otherwise');
  }
}

function checkRule(
  context: CheckContext,
  value: Json,
  pointer: string,
  rule: Rule,
  owner: JsonObject,
  name: string,
): void {
  switch (rule.kind) {
    case 'string':
      if (typeof value !== 'string') wrongType(context, pointer, 'a string', value);
      break;
    case 'boolean':
      if (typeof value !== 'boolean') wrongType(context, pointer, 'true or false', value);
      break;
    case 'size':
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
        wrongType(context, pointer, 'a whole number of pixels above 0', value);
      break;
    case 'id':
      checkId(context, value, pointer);
      break;
    case 'enum':
      checkEnum(context, value, pointer, rule.values);
      break;
    case 'image-url':
      checkUrl(context, value, pointer, false);
      break;
    case 'action-url':
      checkUrl(context, value, pointer, true);
      break;
    case 'action':
      checkAction(context, value, pointer, rule.types, name);
      break;
    case 'parts':
      checkParts(context, value, pointer, rule, name);
      break;
    case 'option-id':
      checkOptionId(context, value, pointer, owner);
      break;
    case 'option-ids':
      if (!Array.isArray(value)) wrongType(context, pointer, 'an array of option ids', value);
      else for (const [index, each] of value.entries()) checkOptionId(context, each, child(pointer, index), owner);
  }
}

function checkAction(
  context: CheckContext,
  value: Json,
  pointer: string,
  types: readonly Action['type'][],
  name: string,
): void {
  if (!isObject(value)) {
    wrongType(context, pointer, 'an action object', value);
    return;
  }
  const type = readType(context, value, pointer, ACTION_TYPES);
  const allowed = types.filter((each) => each !== 'sheet' || context.location === 'messenger');
  const known = allowed.find((each) => each === type);
  if (known !== undefined) checkShape(context, value, pointer, `action ${known}`, ACTION_SHAPES[known]);
  else if (type !== undefined) {
    const expected = `an action of type ${allowed.join(' or ')}`;
    const message = `Use ${expected}: ${name} takes no other in the ${context.location}.`;
    const at = child(pointer, 'type');
    context.add({ pointer: at, code: 'action_not_allowed', message, expected, got: quote(type) });
  }
}

function checkParts(
  context: CheckContext,
  value: Json,
  pointer: string,
  rule: { of: PartType; min: number; max: number },
  name: string,
): void {
  if (!Array.isArray(value)) {
    wrongType(context, pointer, `an array of ${rule.of} objects`, value);
    return;
  }
  checkCount(context, value.length, pointer, name, rule);
  // Option ids are told apart only inside their component; list items share the ids of the whole canvas.
  const partContext = rule.of === 'option' ? { ...context, ids: new Map<string, string>() } : context;
  for (const [index, part] of value.entries()) {
    const at = child(pointer, index);
    if (!isObject(part)) {
      wrongType(context, at, `an object of type ${rule.of}`, part);
      continue;
    }
    const type = readType(context, part, at, [rule.of]);
    if (type !== undefined) checkEnum(context, type, child(at, 'type'), [rule.of]);
    checkShape(partContext, part, at, rule.of, PART_SHAPES[rule.of]);
  }
}
