import { actionable, linkTo } from './html/actionable.ts';
import { checkboxField, dropdownField, inputField, singleSelectField, textareaField } from './html/fields.ts';
import { classes, escapeHtml, type Html, join, NOTHING, tag } from './html/html.ts';
import { parseInline } from './inline-markdown.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { readComponents, readNumber, readObjects, readText, unsupported } from './read.ts';
import { readHttpUrl } from './url.ts';

export interface RenderHtmlOptions {
  /** Starts the element ids of this canvas; two canvases in one page need two. Default `ck`. */
  idPrefix?: string;
}

/**
 * A canvas as HTML, to be shown with `style.css` about as Intercom's inbox shows it.
 *
 * Everything from the canvas is escaped and only http and https become links. `data-ck-submit` marks what submits,
 * `data-ck-input` with `data-ck-kind` what holds a value. Takes anything and never throws; a component that does not
 * exist is named in a line of its own.
 */
export function renderHtml(canvas: unknown, options: RenderHtmlOptions = {}): string {
  const prefix = options.idPrefix ?? 'ck';
  const blocks = readComponents(canvas).map((component, index) => block(component, `${prefix}-${index}`));
  return tag('div', { class: 'ck-canvas' }, ...blocks);
}

function block(component: JsonObject, domId: string): Html {
  switch (component.type) {
    case 'text':
      return textBlock(component);
    case 'button':
      return buttonBlock(component);
    case 'input':
      return inputField(component, domId);
    case 'textarea':
      return textareaField(component, domId);
    case 'dropdown':
      return dropdownField(component, domId);
    case 'single-select':
      return singleSelectField(component, domId);
    case 'checkbox':
      return checkboxField(component, domId);
    case 'list':
      return listBlock(component);
    case 'image':
      return imageBlock(component);
    case 'data-table':
      return tableBlock(component);
    case 'divider':
      return tag('hr', { class: classes('ck-block ck-divider', margin(component)) });
    case 'spacer':
      return tag('div', { class: `ck-spacer ck-spacer-${pick(component.size, SPACERS, 's')}` });
    default:
      return tag('p', { class: 'ck-block ck-text ck-unsupported' }, escapeHtml(unsupported(component)));
  }
}

const SPACERS = ['xs', 's', 'm', 'l', 'xl'];

/** Class names are made of known words only. */
const pick = (value: Json | undefined, known: readonly string[], otherwise: string): string =>
  known.find((each) => each === value) ?? otherwise;

const margin = (component: JsonObject): string | undefined =>
  component.bottom_margin === 'none' ? 'ck-tight' : undefined;

function textBlock(component: JsonObject): Html {
  const style = pick(component.style, ['header', 'paragraph', 'muted', 'error'], 'paragraph');
  const align = pick(component.align, ['left', 'center', 'right'], 'left');
  const look = { class: classes('ck-block ck-text', `ck-${style}`, `ck-${align}`, margin(component)) };
  return tag(style === 'header' ? 'h3' : 'p', look, inline(readText(component.text)));
}

function inline(text: string): Html {
  const parts = parseInline(text).map((span) => {
    const words = span.bold ? tag('strong', {}, escapeHtml(span.text)) : escapeHtml(span.text);
    const link = span.href === undefined ? undefined : linkTo(span.href);
    return link === undefined ? words : tag('a', link, words);
  });
  return join(parts);
}

function buttonBlock(component: JsonObject): Html {
  const style = pick(component.style, ['primary', 'secondary', 'link'], 'primary');
  const look = { class: `ck-button ck-${style}-button` };
  const words = [escapeHtml(readText(component.label))];
  return tag('div', { class: 'ck-block' }, actionable(component, component.disabled === true, look, words));
}

function listBlock(component: JsonObject): Html {
  const items = readObjects(component.items).map((item) => {
    const isDisabled = component.disabled === true || item.disabled === true;
    const words = tag('span', { class: 'ck-item-words' }, ...itemLines(item));
    return tag(
      'li',
      {},
      actionable({ ...item, type: 'item' }, isDisabled, { class: 'ck-item' }, [itemImage(item), words]),
    );
  });
  return tag('ul', { class: 'ck-block ck-list' }, ...items);
}

function itemLines(item: JsonObject): Html[] {
  const title = tag('span', { class: 'ck-item-title' }, escapeHtml(readText(item.title)));
  const below = [item.subtitle, item.tertiary_text]
    .map(readText)
    .filter((text) => text !== '')
    .join(' • ');
  return below === '' ? [title] : [title, tag('span', { class: 'ck-item-below' }, escapeHtml(below))];
}

function itemImage(item: JsonObject): Html {
  const url = readText(item.image);
  if (readHttpUrl(url) === undefined) return NOTHING;
  const look = classes('ck-item-image', item.rounded_image === true && 'ck-rounded');
  const size = { width: readNumber(item.image_width), height: readNumber(item.image_height) };
  return tag('img', { class: look, src: url, alt: '', ...size });
}

function imageBlock(component: JsonObject): Html {
  const url = readText(component.url);
  const align = pick(component.align, ['left', 'center', 'right', 'full_width'], 'left');
  const look = { class: classes('ck-block ck-image', `ck-${align}`, margin(component)) };
  if (readHttpUrl(url) === undefined) return tag('p', look, escapeHtml('Image without a usable url'));
  const size = { width: readNumber(component.width), height: readNumber(component.height) };
  const image = tag('img', { class: classes(component.rounded === true && 'ck-rounded'), src: url, alt: '', ...size });
  const target = isObject(component.action) && component.action.type === 'url' ? readText(component.action.url) : '';
  const link = linkTo(target);
  if (link === undefined) return tag('div', look, image);
  return tag(
    'div',
    look,
    tag('a', { ...link, 'aria-label': `Open ${readHttpUrl(target)?.host ?? 'the link'}` }, image),
  );
}

function tableBlock(component: JsonObject): Html {
  const rows = readObjects(component.items).map((row) => {
    const field = readText(row.field);
    const value = readText(row.value);
    const name = tag('dt', { title: field }, escapeHtml(field));
    return tag('div', { class: 'ck-table-row' }, name, tag('dd', { title: value }, escapeHtml(value)));
  });
  return tag('dl', { class: 'ck-block ck-table' }, ...rows);
}
