import { textarea } from '../components.ts';

export const components = [
  textarea({ id: 'note', label: 'Note', placeholder: 'What was agreed?' }),
  textarea({ id: 'reason', label: 'Reason', value: 'Arrived too late', error: true }),
];
