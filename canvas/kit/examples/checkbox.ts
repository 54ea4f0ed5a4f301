import { checkbox, option } from '../components.ts';

export const components = [
  checkbox({
    id: 'notify',
    label: 'Tell the customer',
    options: [
      option('email', 'By email'),
      option('text', 'By text message'),
      option('post', 'By post', { disabled: true }),
    ],
    value: ['email'],
  }),
];
