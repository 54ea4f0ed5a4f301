import { LIMITS } from '../../canvas/kit/limits.ts';
import { code, table } from './markdown.ts';

/** The path of every number in the table: a limit without words does not compile. */
type PathsOf<T> = {
  [K in keyof T & string]: T[K] extends number ? K : `${K}.${PathsOf<T[K]>}`;
}[keyof T & string];

type Source = 'Intercom' | 'ours' | 'estimate';

const WORDS: Readonly<Record<PathsOf<typeof LIMITS>, readonly [Source, string]>> = {
  contentBytes: ['Intercom', 'JSON of `content`: 64 KB, read as the smaller of its two meanings'],
  storedDataBytes: ['Intercom', 'JSON of `stored_data`: 64 KB'],
  contentUrlBytes: ['Intercom', 'JSON of `content_url`: 64 KB'],
  nestingDepth: ['ours', 'levels of arrays and objects that are checked'],
  renderUnits: ['ours', 'values and characters that a renderer reads'],
  'options.dropdown.min': ['Intercom', 'options of a dropdown, at least'],
  'options.dropdown.max': ['Intercom', 'options of a dropdown, at most'],
  'options.single-select.min': ['Intercom', 'options of a single-select, at least'],
  'options.single-select.max': ['Intercom', 'options of a single-select, at most'],
  'options.checkbox.min': ['Intercom', 'options of a checkbox, at least'],
  'options.checkbox.max': ['ours', 'options of a checkbox, at most'],
  firstCanvasHeightPx: ['Intercom', 'height of the first canvas in the inbox, asked for in review'],
  'sidebar.widthPx': ['estimate', 'width of a canvas'],
  'sidebar.characterWidthPx': ['estimate', 'width of an average letter'],
  'sidebar.charactersPerLine': ['estimate', 'letters in a line of text'],
  'sidebar.headerCharactersPerLine': ['estimate', 'letters in a line of a header'],
  'sidebar.segmentPaddingPx': ['estimate', 'what an option of a single-select is wider than its text'],
  'sidebar.segmentGapPx': ['estimate', 'between two options of a single-select'],
  'sidebar.itemImageGapPx': ['estimate', 'between the picture of a list item and its text'],
  'heightPx.bottomMargin': ['Intercom', 'below every component but the spacer, unless `bottom_margin` is `none`'],
  'heightPx.headerLine': ['estimate', 'a line of a header'],
  'heightPx.textLine': ['estimate', 'a line of text'],
  'heightPx.mutedLine': ['estimate', 'a line of muted text'],
  'heightPx.tableRow': ['estimate', 'a row of a data-table'],
  'heightPx.itemTitleOnly': ['estimate', 'a list item with a title alone'],
  'heightPx.item': ['estimate', 'a list item with a subtitle'],
  'heightPx.itemExtraLine': ['estimate', 'each further line of a list item'],
  'heightPx.itemImagePadding': ['estimate', 'above and below the picture of a list item, together'],
  'heightPx.fieldLabel': ['estimate', 'the label of a field'],
  'heightPx.fieldState': ['estimate', '"Saved" or "Not saved" below a field'],
  'heightPx.selectRow': ['estimate', 'a row of options of a single-select'],
  'heightPx.button': ['estimate', 'a button'],
  'heightPx.input': ['estimate', 'the box of an input'],
  'heightPx.dropdown': ['estimate', 'the box of a dropdown'],
  'heightPx.textarea': ['estimate', 'the box of a textarea'],
  'heightPx.checkboxOption': ['estimate', 'an option of a checkbox'],
  'heightPx.divider': ['estimate', 'a divider'],
  'heightPx.unsupported': ['estimate', 'the line in place of a component that does not exist'],
  'heightPx.spacer.xs': ['estimate', 'a spacer of size `xs`'],
  'heightPx.spacer.s': ['estimate', 'a spacer of size `s`'],
  'heightPx.spacer.m': ['estimate', 'a spacer of size `m`'],
  'heightPx.spacer.l': ['estimate', 'a spacer of size `l`'],
  'heightPx.spacer.xl': ['estimate', 'a spacer of size `xl`'],
};

export function limitsTable(): string {
  const values = new Map(numbersIn(LIMITS, ''));
  const rows = Object.entries(WORDS).map(([path, [source, words]]) => {
    const value = values.get(path) ?? Number.NaN;
    return [code(path), value.toLocaleString('en-US'), source, words];
  });
  return table(['limit', 'value', 'source', 'of what'], rows);
}

function numbersIn(value: object, front: string): [string, number][] {
  return Object.entries(value).flatMap(([key, each]): [string, number][] =>
    typeof each === 'number' ? [[`${front}${key}`, each]] : numbersIn(each, `${front}${key}.`),
  );
}
