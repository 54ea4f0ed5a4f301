/** The pictures that the examples name, which no server has. By the path of their url. */
export const SAMPLE_PICTURES: Readonly<Record<string, string>> = {
  '/pictures/shoes.png': `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">
<rect width="96" height="96" fill="#d9e2f7"/>
<path d="M14 60V38l14 8 12-14 12 14c6 6 20 8 30 12v8H14z" fill="#2f55d4"/>
<rect x="14" y="66" width="68" height="6" rx="2" fill="#1a2f7a"/>
</svg>`,
  '/pictures/map.png': `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="240" viewBox="0 0 640 240">
<rect width="640" height="240" fill="#e6eedf"/>
<path d="M0 190C140 130 220 250 380 190S560 90 640 120V240H0z" fill="#bcd6ee"/>
<path d="M0 90 640 40M150 0 230 240M430 0 400 240" stroke="#fff" stroke-width="14" fill="none"/>
<path d="M60 85 176 76 214 190 406 170" stroke="#2f55d4" stroke-width="6" fill="none"/>
<circle cx="60" cy="85" r="10" fill="#2f55d4"/>
<circle cx="406" cy="170" r="12" fill="#b3261e"/>
</svg>`,
};
