import type { Component } from '../../canvas/kit/components.ts';
import * as kit from '../../canvas/kit/components.ts';
import { FIELD_EXAMPLES } from './field-examples.ts';

export interface Example {
  name: string;
  component: Component;
  /** The whole of what renderText makes of it. */
  text: string;
  /** Pieces that renderHtml has to contain. */
  html: string[];
  heightPx: number;
}

const link = 'https://app.example/calls/42';

/** Every component with each of its properties at least once. Tests for rendering, validation and heights run over it. */
export const EXAMPLES: Example[] = [
  {
    name: 'a text with bold and a link',
    component: kit.text(`Call **Jo** at [Acme](${link}) now`, { id: 'intro' }),
    text: `Call Jo at Acme <${link}> now`,
    html: [
      '<p class="ck-block ck-text ck-paragraph ck-left">Call <strong>Jo</strong> at ',
      `<a href="${link}" target="_blank" rel="noopener noreferrer">Acme</a> now</p>`,
    ],
    heightPx: 30,
  },
  {
    name: 'a header',
    component: kit.text('Jo Vance', { style: 'header', align: 'center', bottom_margin: 'none' }),
    text: '# Jo Vance',
    html: ['<h3 class="ck-block ck-text ck-header ck-center ck-tight">Jo Vance</h3>'],
    heightPx: 24,
  },
  {
    name: 'a muted text',
    component: kit.text('No calls yet', { style: 'muted' }),
    text: '~ No calls yet',
    html: ['ck-muted ck-left">No calls yet</p>'],
    heightPx: 30,
  },
  {
    name: 'an error text',
    component: kit.text('Not reachable', { style: 'error', align: 'right' }),
    text: '! Not reachable',
    html: ['ck-error ck-right">Not reachable</p>'],
    heightPx: 30,
  },
  {
    name: 'a primary button',
    component: kit.button({ id: 'save', label: 'Save', action: kit.submit() }),
    text: '[ Save ] primary {save}',
    html: ['<button type="button" class="ck-button ck-primary-button" data-ck-submit="save">Save</button>'],
    heightPx: 46,
  },
  {
    name: 'a disabled secondary button',
    component: kit.button({ id: 'wait', label: 'Wait', action: kit.submit(), style: 'secondary', disabled: true }),
    text: '[ Wait ] {wait} (disabled)',
    html: ['class="ck-button ck-secondary-button" data-ck-submit="wait" disabled>Wait</button>'],
    heightPx: 46,
  },
  {
    name: 'a link button',
    component: kit.button({ id: 'open', label: 'Open', action: kit.openUrl(link), style: 'link' }),
    text: `[ Open ] link -> ${link}`,
    html: [`<a class="ck-button ck-link-button" href="${link}" target="_blank" rel="noopener noreferrer">Open</a>`],
    heightPx: 46,
  },
  ...FIELD_EXAMPLES,
  {
    name: 'a list',
    component: kit.list([
      kit.item({
        id: 'call:42',
        title: 'Inbound call',
        subtitle: 'Answered',
        tertiary_text: '2 min',
        image: 'https://img.example/a.png',
        image_width: 24,
        image_height: 24,
        rounded_image: true,
        action: kit.submit(),
      }),
      kit.item({ id: 'site', title: 'Site', action: kit.openUrl(link) }),
      kit.item({ id: 'off', title: 'Off', disabled: true, action: kit.submit() }),
      kit.item({ id: 'plain', title: 'Plain' }),
    ]),
    text: `> (image) Inbound call {call:42}\n    Answered • 2 min\n> Site -> ${link}\n> Off {off} (disabled)\n> Plain`,
    html: [
      '<button type="button" class="ck-item" data-ck-submit="call:42"><img class="ck-item-image ck-rounded"',
      '<span class="ck-item-title">Inbound call</span><span class="ck-item-below">Answered • 2 min</span>',
      `<a class="ck-item" href="${link}" target="_blank" rel="noopener noreferrer">`,
      'data-ck-submit="off" disabled>',
      '<div class="ck-item"><span class="ck-item-words"><span class="ck-item-title">Plain</span>',
    ],
    heightPx: 186,
  },
  {
    name: 'a disabled list',
    component: kit.list([kit.item({ id: 'a', title: 'A', action: kit.openUrl(link) })], { disabled: true }),
    text: `> A -> ${link} (disabled)`,
    html: ['<div class="ck-item" aria-disabled="true">'],
    heightPx: 50,
  },
  {
    name: 'an image that opens a page',
    component: kit.image({
      id: 'map',
      url: 'https://img.example/map.png',
      width: 640,
      height: 100,
      align: 'right',
      rounded: true,
      action: kit.openUrl(link),
    }),
    text: `(image 640x100 https://img.example/map.png) -> ${link}`,
    html: [
      '<div class="ck-block ck-image ck-right"><a href="https://app.example/calls/42"',
      'aria-label="Open app.example"><img class="ck-rounded" src="https://img.example/map.png" alt=""',
    ],
    heightPx: 60,
  },
  {
    name: 'an image as wide as the sidebar',
    component: kit.image({
      url: 'https://img.example/b.png',
      width: 160,
      height: 20,
      align: 'full_width',
      bottom_margin: 'none',
    }),
    text: '(image 160x20 https://img.example/b.png)',
    html: ['<div class="ck-block ck-image ck-full_width ck-tight"><img', 'width="160" height="20"></div>'],
    heightPx: 40,
  },
  {
    name: 'a table',
    component: kit.dataTable([
      kit.fieldValue('Phone', '+1 415 555 0100'),
      kit.fieldValue('名前', 'Jo'),
      kit.fieldValue('X', ''),
    ]),
    text: 'Phone  +1 415 555 0100\n名前   Jo\nX',
    html: [
      '<dl class="ck-block ck-table"><div class="ck-table-row"><dt title="Phone">Phone</dt>',
      '<dd title="+1 415 555 0100">+1 415 555 0100</dd></div>',
    ],
    heightPx: 82,
  },
  {
    name: 'a divider',
    component: kit.divider({ id: 'line', bottom_margin: 'none' }),
    text: '-'.repeat(40),
    html: ['<hr class="ck-block ck-divider ck-tight">'],
    heightPx: 11,
  },
  {
    name: 'a divider with its margin',
    component: kit.divider(),
    text: '-'.repeat(40),
    html: ['<hr class="ck-block ck-divider">'],
    heightPx: 21,
  },
  {
    name: 'a spacer',
    component: kit.spacer({ id: 'gap', size: 'xl' }),
    text: '',
    html: ['<div class="ck-spacer ck-spacer-xl"></div>'],
    heightPx: 40,
  },
  {
    name: 'a spacer of the usual size',
    component: kit.spacer(),
    text: '',
    html: ['<div class="ck-spacer ck-spacer-s"></div>'],
    heightPx: 8,
  },
];
