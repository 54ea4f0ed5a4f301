import { readFile } from 'node:fs/promises';
import { LIMITS } from '../../canvas/kit/limits.ts';
import { renderHtml } from '../../canvas/kit/render-html.ts';

const STYLE = new URL('../../canvas/kit/style.css', import.meta.url);
const PADDING_PX = 10;

/** The canvas and the white around it, in CSS pixels. */
export const SIDEBAR_WIDTH_PX = LIMITS.sidebar.widthPx + 2 * PADDING_PX;

/** A page that needs nothing but the canvas's own pictures. It runs no script, whatever the canvas holds. */
export async function canvasPage(canvas: unknown): Promise<string> {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src http: https:";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>Canvas</title>
<style>
${await readFile(STYLE, 'utf8')}
body { margin: 0; background: #eceef1; }
main { display: flow-root; box-sizing: border-box; width: ${SIDEBAR_WIDTH_PX}px; margin: 0 auto; padding: ${PADDING_PX}px ${PADDING_PX}px 0; background: #fff; }
</style>
</head>
<body>
<main>${renderHtml(canvas)}</main>
</body>
</html>
`;
}
