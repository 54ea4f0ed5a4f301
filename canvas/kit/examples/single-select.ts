import { option, singleSelect, submit } from '../components.ts';

export const components = [
  singleSelect({
    id: 'period',
    label: 'Show',
    options: [option('week', 'Week'), option('month', 'Month'), option('year', 'Year', { disabled: true })],
    value: 'month',
    action: submit(),
  }),
];
