import { divider, text } from '../components.ts';

export const components = [
  text('Above'),
  divider(),
  text('Below, and the next one closer', { bottom_margin: 'none' }),
  divider({ bottom_margin: 'none' }),
  text('The end'),
];
