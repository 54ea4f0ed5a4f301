import {
  button,
  canvas,
  dataTable,
  divider,
  fieldValue,
  item,
  list,
  openUrl,
  option,
  singleSelect,
  submit,
  text,
} from '../components.ts';

export const card = canvas(
  [
    text('Jo Vance', { style: 'header', bottom_margin: 'none' }),
    text('Customer since Jan 8, 2019', { style: 'muted' }),
    dataTable([fieldValue('Plan', 'Pro'), fieldValue('Email', 'jo@example.com')]),
    divider(),
    list([
      item({
        id: 'order:1042',
        title: 'Order 1042',
        subtitle: 'Jan 8, 2026 at 1:05PM',
        tertiary_text: '$49.00',
        action: submit(),
      }),
    ]),
    singleSelect({
      id: 'act',
      options: [option('note', 'Note'), option('refund', 'Refund'), option('tag', 'Tag')],
      action: submit(),
    }),
    button({
      id: 'open',
      label: 'Open in the shop',
      style: 'link',
      action: openUrl('https://shop.example/customers/7'),
    }),
  ],
  { customer: '7' },
);
