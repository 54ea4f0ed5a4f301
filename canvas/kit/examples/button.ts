import { button, openUrl, submit } from '../components.ts';

export const components = [
  button({ id: 'refund', label: 'Refund', action: submit() }),
  button({ id: 'note', label: 'Write a note', style: 'secondary', action: submit() }),
  button({ id: 'open', label: 'Open in the shop', style: 'link', action: openUrl('https://shop.example/orders/1042') }),
  button({ id: 'resend', label: 'Send again', style: 'secondary', action: submit(), disabled: true }),
];
