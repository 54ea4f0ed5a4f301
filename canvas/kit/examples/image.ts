import { image, openUrl } from '../components.ts';

export const components = [
  image({
    url: 'https://shop.example/pictures/map.png',
    width: 320,
    height: 120,
    align: 'full_width',
    action: openUrl('https://shop.example/tracking/1042'),
  }),
  image({ url: 'https://shop.example/pictures/shoes.png', width: 48, height: 48, align: 'center', rounded: true }),
];
