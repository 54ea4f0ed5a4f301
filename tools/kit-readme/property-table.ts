import type { Rule, Shape } from '../../canvas/kit/shapes.ts';
import { code, table } from './markdown.ts';

/** What `shapes.ts` says of a component, or of a part of one, in words. */
export function propertyTable(shape: Shape): string {
  const rows = Object.entries(shape).map(([key, { rule, required, needs }]) => {
    const needed = needs === undefined ? '' : `; needs ${needs.map(code).join(' and ')}`;
    return [code(key), required ? 'yes' : 'no', `${inWords(rule)}${needed}`];
  });
  return table(['property', 'required', 'value'], rows);
}

function inWords(rule: Rule): string {
  switch (rule.kind) {
    case 'string':
      return 'text';
    case 'boolean':
      return '`true` or `false`';
    case 'size':
      return 'whole number of pixels';
    case 'id':
      return 'text that is no other id';
    case 'image-url':
      return 'https url';
    case 'action-url':
      return 'https url; http on localhost';
    case 'enum':
      return rule.values.map(code).join(', ');
    case 'action':
      return `action ${rule.types.map(code).join(', ')}`;
    case 'parts': {
      const count = Number.isFinite(rule.max) ? `${rule.min} to ${rule.max}` : 'any number of';
      return `array of ${count} ${code(rule.of)}`;
    }
    case 'option-id':
      return 'id of an option';
    case 'option-ids':
      return 'array of ids of options';
  }
}
