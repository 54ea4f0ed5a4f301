import { spacer, text } from '../components.ts';

export const components = [
  text('Close together', { bottom_margin: 'none' }),
  text('as there is no margin', { bottom_margin: 'none' }),
  spacer({ size: 'xl' }),
  text('Far from both'),
];
