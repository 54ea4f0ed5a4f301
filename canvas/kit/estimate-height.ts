import { plainText } from './inline-markdown.ts';
import { copyJson, type JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { readNumber, readObjects, readText } from './read.ts';
import { columnsOf, countLines } from './text-width.ts';

const { heightPx, sidebar } = LIMITS;

/**
 * About how tall the inbox draws the components, in CSS pixels, by the heights in the limits table. Text is wrapped at the
 * sidebar's width. Takes anything: what is no array of components has no height.
 */
export function estimateHeightPx(components: unknown): number {
  const copy = copyJson(
    () => components,
    '',
    LIMITS.renderUnits,
    () => {},
  );
  return readObjects(copy).reduce((sum, component) => sum + heightOf(component), 0);
}

function heightOf(component: JsonObject): number {
  const margin = component.bottom_margin === 'none' ? 0 : heightPx.bottomMargin;
  switch (component.type) {
    case 'text':
      return textHeight(component) + margin;
    case 'button':
      return heightPx.button + margin;
    case 'input':
      return aroundField(component) + heightPx.input + margin;
    case 'textarea':
      return labelHeight(component) + heightPx.textarea + margin;
    case 'dropdown':
      return aroundField(component) + heightPx.dropdown + margin;
    case 'single-select':
      return aroundField(component) + segmentRows(component) * heightPx.selectRow + margin;
    case 'checkbox':
      return aroundField(component) + readObjects(component.options).length * heightPx.checkboxOption + margin;
    case 'list':
      return readObjects(component.items).reduce((sum, item) => sum + itemHeight(item), 0) + margin;
    case 'image':
      return imageHeight(component) + margin;
    case 'data-table':
      return readObjects(component.items).length * heightPx.tableRow + margin;
    case 'divider':
      return heightPx.divider + margin;
    case 'spacer': {
      const sizes: Readonly<Record<string, number>> = heightPx.spacer;
      return sizes[readText(component.size)] ?? heightPx.spacer.s;
    }
    default:
      return heightPx.unsupported + margin;
  }
}

function textHeight(component: JsonObject): number {
  const text = plainText(readText(component.text));
  if (component.style === 'header') return countLines(text, sidebar.headerCharactersPerLine) * heightPx.headerLine;
  const line = component.style === 'muted' ? heightPx.mutedLine : heightPx.textLine;
  return countLines(text, sidebar.charactersPerLine) * line;
}

const labelHeight = (component: JsonObject): number =>
  readText(component.label) === ''
    ? 0
    : heightPx.fieldLabel + (countLines(readText(component.label), sidebar.charactersPerLine) - 1) * heightPx.textLine;

/** The label above a field and what became of saving it below. */
const aroundField = (component: JsonObject): number =>
  labelHeight(component) +
  (component.save_state === 'saved' || component.save_state === 'failed' ? heightPx.fieldState : 0);

/** Options sit side by side and wrap to the next row when the sidebar is full. */
function segmentRows(component: JsonObject): number {
  let rows = 1;
  let used = 0;
  for (const option of readObjects(component.options)) {
    const width = columnsOf(readText(option.text)) * sidebar.characterWidthPx + sidebar.segmentPaddingPx;
    if (used > 0 && used + sidebar.segmentGapPx + width > sidebar.widthPx) {
      rows += 1;
      used = width;
    } else used += (used > 0 ? sidebar.segmentGapPx : 0) + width;
  }
  return rows;
}

function itemHeight(item: JsonObject): number {
  const imageWidth = typeof item.image === 'string' ? readNumber(item.image_width) + sidebar.itemImageGapPx : 0;
  const perLine = Math.max(10, sidebar.charactersPerLine - Math.ceil(imageWidth / sidebar.characterWidthPx));
  const below = [item.subtitle, item.tertiary_text]
    .map(readText)
    .filter((text) => text !== '')
    .join(' • ');
  const lines = countLines(readText(item.title), perLine) - 1 + (below === '' ? 0 : countLines(below, perLine) - 1);
  const base = below === '' ? heightPx.itemTitleOnly : heightPx.item;
  const imageHeight = imageWidth === 0 ? 0 : readNumber(item.image_height) + heightPx.itemImagePadding;
  return Math.max(base + lines * heightPx.itemExtraLine, imageHeight);
}

function imageHeight(image: JsonObject): number {
  const width = readNumber(image.width);
  const height = readNumber(image.height);
  if (width === 0) return height;
  const drawnWidth = image.align === 'full_width' ? sidebar.widthPx : Math.min(width, sidebar.widthPx);
  return Math.ceil((height * drawnWidth) / width);
}
