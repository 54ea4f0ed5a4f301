import { parseInline } from './inline-markdown.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { isChosen, readComponents, readNumber, readObjects, readText, unsupported } from './read.ts';
import { columnsOf } from './text-width.ts';

/**
 * A canvas as lines of text, for snapshots and terminals. What a click does stands behind the thing clicked: `{id}` is sent
 * to the submit url, `-> url` is opened, `=> url` opens as a sheet. Takes anything and never throws.
 */
export function renderText(canvas: unknown): string {
  return readComponents(canvas).flatMap(linesOf).join('\n');
}

/** One line, whatever was in it: no line breaks, and no control characters that would steer a terminal. */
const clean = (value: Json | undefined): string => readText(value).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

function withoutMarks(value: Json | undefined): string {
  return parseInline(clean(value))
    .map((span, index, spans) => {
      const isLastOfLink = span.href !== undefined && spans[index + 1]?.href !== span.href;
      return isLastOfLink ? `${span.text} <${span.href}>` : span.text;
    })
    .join('');
}

function linesOf(component: JsonObject): string[] {
  switch (component.type) {
    case 'text':
      return [`${TEXT_MARKS[clean(component.style)] ?? ''}${withoutMarks(component.text)}`];
    case 'button':
      return [`[ ${clean(component.label)} ]${buttonStyle(component)}${behind(component)}`];
    case 'input':
    case 'textarea':
      return [`${label(component)}[_${typed(component)}_]${fieldState(component)}${behind(component)}`];
    case 'dropdown':
      return [`${label(component)}< ${choices(component)} >${fieldState(component)}${behind(component)}`];
    case 'single-select':
      return [`${label(component)}[ ${choices(component)} ]${fieldState(component)}${behind(component)}`];
    case 'checkbox':
      return checkboxLines(component);
    case 'list':
      return readObjects(component.items).flatMap((item) => itemLines(item, component.disabled === true));
    case 'image':
      return [
        `(image ${readNumber(component.width)}x${readNumber(component.height)} ${clean(component.url)})${behind(component)}`,
      ];
    case 'data-table':
      return tableLines(component);
    case 'divider':
      return ['-'.repeat(40)];
    case 'spacer':
      return [''];
    default:
      return [clean(unsupported(component))];
  }
}

const TEXT_MARKS: Readonly<Record<string, string>> = { header: '# ', muted: '~ ', error: '! ' };

/** Buttons are secondary unless said otherwise here; on the wire they are primary unless said otherwise. */
function buttonStyle(component: JsonObject): string {
  const style = component.style === undefined ? 'primary' : clean(component.style);
  return style === 'secondary' ? '' : ` ${style}`;
}

/** What a click does, then what stands in its way. Fields show their id also without an action: it names their value. */
function behind(component: JsonObject, isListDisabled = false): string {
  const action = isObject(component.action) ? component.action : undefined;
  const isField = component.type !== 'item' && component.type !== 'image' && component.type !== 'button';
  const parts: string[] = [];
  if (action?.type === 'submit' || isField) parts.push(`{${clean(component.id)}}`);
  if (action?.type === 'submit' && isField) parts.push('submits');
  if (action?.type === 'url') parts.push(`-> ${clean(action.url)}`);
  if (action?.type === 'sheet') parts.push(`=> ${clean(action.url)}`);
  if (component.disabled === true || isListDisabled) parts.push('(disabled)');
  return parts.map((part) => ` ${part}`).join('');
}

const label = (component: JsonObject): string => {
  const text = clean(component.label);
  return text === '' ? '' : `${text}: `;
};

function typed(component: JsonObject): string {
  const value = clean(component.value);
  if (value !== '') return value;
  const placeholder = clean(component.placeholder);
  return placeholder === '' ? '' : `(${placeholder})`;
}

function fieldState(component: JsonObject): string {
  if (component.error === true) return ' (error)';
  return component.save_state === 'saved' || component.save_state === 'failed' ? ` (${component.save_state})` : '';
}

const choices = (component: JsonObject): string =>
  readObjects(component.options)
    .map((option) => {
      const text = `${clean(option.text)}${option.disabled === true ? ' (disabled)' : ''}`;
      return isChosen(component, option) ? `*${text}*` : text;
    })
    .join(' | ');

function checkboxLines(component: JsonObject): string[] {
  const options = readObjects(component.options).map((option) => {
    const isDisabled = option.disabled === true;
    return `  [${isChosen(component, option) ? 'x' : ' '}] ${clean(option.text)}${isDisabled ? ' (disabled)' : ''}`;
  });
  return [`${clean(component.label)}${fieldState(component)}${behind(component)}`.trim(), ...options];
}

function itemLines(item: JsonObject, isListDisabled: boolean): string[] {
  const below = [item.subtitle, item.tertiary_text]
    .map(clean)
    .filter((text) => text !== '')
    .join(' • ');
  const image = typeof item.image === 'string' ? '(image) ' : '';
  const first = `> ${image}${clean(item.title)}${behind({ ...item, type: 'item' }, isListDisabled)}`;
  return below === '' ? [first] : [first, `    ${below}`];
}

function tableLines(component: JsonObject): string[] {
  const rows = readObjects(component.items).map((row) => [clean(row.field), clean(row.value)] as const);
  const width = rows.reduce((widest, [field]) => Math.max(widest, columnsOf(field)), 0);
  return rows.map(([field, value]) => `${field}${' '.repeat(width - columnsOf(field))}  ${value}`.trimEnd());
}
