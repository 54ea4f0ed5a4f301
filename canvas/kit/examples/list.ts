import { item, list, openUrl, submit } from '../components.ts';

export const components = [
  list([
    item({
      id: 'order:1042',
      title: 'Order 1042',
      subtitle: 'Jan 8, 2026 at 1:05PM',
      tertiary_text: '$49.00',
      image: 'https://shop.example/pictures/shoes.png',
      image_width: 36,
      image_height: 36,
      rounded_image: true,
      action: submit(),
    }),
    item({ id: 'invoice', title: 'Invoice', action: openUrl('https://shop.example/invoices/1042.pdf') }),
    item({ id: 'returns', title: 'Returns', subtitle: 'None yet' }),
    item({ id: 'archive', title: 'Archive', subtitle: 'Not in this plan', disabled: true, action: submit() }),
  ]),
];
