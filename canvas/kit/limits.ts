/**
 * Every number of Canvas Kit in one frozen table. Code, tests and docs quote it; nobody writes such a number twice.
 *
 * Documented by Intercom: the 64 KB sizes, 2 to 10 options, the 10 px bottom margin and the 400 px of a first inbox canvas.
 * Everything under `sidebar` and `heightPx` is an estimate of how the inbox draws, meant to err on the tall side.
 */
export const LIMITS = deepFreeze({
  /** UTF-8 bytes of the JSON. "64 KB" is read as 64,000 bytes, which is safe under either meaning of KB. */
  contentBytes: 64_000,
  storedDataBytes: 64_000,
  contentUrlBytes: 64_000,

  /** Levels of objects and arrays inside `content` or `stored_data`. Undocumented; a cap keeps the validator's work bounded. */
  nestingDepth: 100,
  /** Values plus characters a renderer is willing to read, far above what Intercom takes, so an oversize canvas still shows. */
  renderUnits: 1_000_000,

  /** Documented for dropdown and single-select; for the checkbox only the minimum is, the maximum is our caution. */
  options: {
    dropdown: { min: 2, max: 10 },
    'single-select': { min: 2, max: 10 },
    checkbox: { min: 1, max: 10 },
  },

  /** Intercom's review refuses an inbox app whose first canvas is taller. */
  firstCanvasHeightPx: 400,

  sidebar: {
    widthPx: 320,
    characterWidthPx: 7,
    charactersPerLine: 46,
    headerCharactersPerLine: 42,
    /** Padding and border of one single-select option, and the gap to the next. */
    segmentPaddingPx: 26,
    segmentGapPx: 6,
    itemImageGapPx: 12,
  },

  /** Heights without the bottom margin: a header line is 24 + 10 = 34 px, a text line 20 + 10 = 30, a button 36 + 10 = 46. */
  heightPx: {
    bottomMargin: 10,
    headerLine: 24,
    textLine: 20,
    mutedLine: 20,
    tableRow: 24,
    itemTitleOnly: 40,
    item: 56,
    itemExtraLine: 20,
    itemImagePadding: 16,
    fieldLabel: 24,
    /** "Saved" or "Not saved" under a field. */
    fieldState: 20,
    selectRow: 40,
    button: 36,
    input: 40,
    dropdown: 40,
    textarea: 84,
    checkboxOption: 28,
    divider: 11,
    unsupported: 20,
    spacer: { xs: 4, s: 8, m: 16, l: 24, xl: 40 },
  },
});

function deepFreeze<const T extends object>(table: T): Readonly<T> {
  for (const value of Object.values(table)) if (typeof value === 'object' && value !== null) deepFreeze(value);
  return Object.freeze(table);
}
