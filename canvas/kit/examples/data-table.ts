import { dataTable, fieldValue } from '../components.ts';

export const components = [
  dataTable([
    fieldValue('Plan', 'Pro'),
    fieldValue('Customer since', 'Jan 8, 2019'),
    fieldValue('Delivery address', '1 Long Street, behind the old harbour, Springfield'),
  ]),
];
