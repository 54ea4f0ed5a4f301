import { input, submit } from '../components.ts';

export const components = [
  input({ id: 'order', label: 'Order number', placeholder: '1042', action: submit() }),
  input({ id: 'email', label: 'Email', value: 'jo@example.com', save_state: 'saved' }),
  input({ id: 'code', label: 'Discount code', value: 'SPRING', save_state: 'failed' }),
];
