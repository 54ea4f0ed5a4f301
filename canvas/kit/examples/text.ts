import { text } from '../components.ts';

export const components = [
  text('Orders', { style: 'header', bottom_margin: 'none' }),
  text('Last seen **Jan 8, 2026**. [See the account](https://shop.example/accounts/7)'),
  text('No returns', { style: 'muted', align: 'center' }),
  text('The shop cannot be reached.', { style: 'error' }),
];
