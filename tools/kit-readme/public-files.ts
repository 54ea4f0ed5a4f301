import { code, table } from './markdown.ts';

interface PublicFile {
  file: string;
  exports: readonly string[];
  what: string;
}

/** What the kit promises to others. Everything else in the folder may change without notice. */
export const PUBLIC_FILES: readonly PublicFile[] = [
  {
    file: 'components.ts',
    exports: [
      'canvas',
      'text',
      'button',
      'input',
      'textarea',
      'dropdown',
      'singleSelect',
      'checkbox',
      'option',
      'list',
      'item',
      'image',
      'dataTable',
      'fieldValue',
      'divider',
      'spacer',
      'submit',
      'openUrl',
      'openSheet',
    ],
    what: 'the factories, and a type for each thing they make',
  },
  { file: 'validate.ts', exports: ['validateCanvas'], what: 'everything wrong with a canvas' },
  { file: 'limits.ts', exports: ['LIMITS'], what: 'the numbers below' },
  { file: 'estimate-height.ts', exports: ['estimateHeightPx'], what: 'about how tall the inbox draws components' },
  { file: 'render-text.ts', exports: ['renderText'], what: 'a canvas as lines of text, for terminals and snapshots' },
  { file: 'render-html.ts', exports: ['renderHtml'], what: 'a canvas as HTML, drawn by `style.css`' },
  { file: 'shapes.ts', exports: ['COMPONENT_SHAPES', 'PART_SHAPES', 'ACTION_SHAPES'], what: 'every property, as data' },
  { file: 'examples.ts', exports: ['EXAMPLES'], what: 'the components of this page' },
];

export const publicTable = (): string =>
  table(
    ['file', 'exports', 'what it is'],
    PUBLIC_FILES.map(({ file, exports, what }) => [`[${file}](${file})`, exports.map(code).join(', '), what]),
  );
