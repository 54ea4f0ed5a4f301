import type { Canvas } from '../../canvas/kit/components.ts';
import { renderText } from '../../canvas/kit/render-text.ts';

/** A card as text; the references of calls in its links, which are sealed anew each time, have one name for all. */
export function asText(canvas: Canvas): string {
  return `${renderText(canvas).replaceAll(/\/calls\/[^/\s]+\//g, '/calls/REFERENCE/')}\n`;
}
