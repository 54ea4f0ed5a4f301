import { dropdown, option } from '../components.ts';

export const components = [
  dropdown({
    id: 'priority',
    label: 'Priority',
    options: [option('low', 'Low'), option('high', 'High'), option('urgent', 'Urgent', { disabled: true })],
    value: 'high',
  }),
  dropdown({ id: 'team', options: [option('sales', 'Sales'), option('support', 'Support')] }),
];
