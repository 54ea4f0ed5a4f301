import { estimateHeightPx } from './estimate-height.ts';
import type { Issue } from './issue.ts';
import type { Json } from './json.ts';
import { LIMITS } from './limits.ts';
import { child } from './pointer.ts';
import { readObjects } from './read.ts';

/**
 * What Intercom's review asks of the first canvas a teammate sees in the inbox: no primary button and at most 400 px. Not
 * enforced on the wire, but an app that breaks it can be refused. Source: Intercom's Inbox Best Practices.
 */
export function checkFirstCanvas(components: Json, pointer: string, add: (issue: Issue) => void): void {
  readObjects(components).forEach((component, index) => {
    const isPrimary = component.style === undefined || component.style === 'primary';
    if (component.type !== 'button' || !isPrimary) return;
    add({
      pointer: child(pointer, index),
      code: 'first_canvas_primary_button',
      message: 'Give this button the style secondary or link: the first canvas may not have a primary one.',
      expected: 'the style secondary or link',
      got: component.style === undefined ? 'no style, which means primary' : 'the style primary',
    });
  });
  const heightPx = estimateHeightPx(components);
  if (heightPx <= LIMITS.firstCanvasHeightPx) return;
  add({
    pointer,
    code: 'first_canvas_too_tall',
    message: `Move ${heightPx - LIMITS.firstCanvasHeightPx} px of this behind a button: the first canvas is short.`,
    expected: `at most ${LIMITS.firstCanvasHeightPx} px`,
    got: `about ${heightPx} px`,
  });
}
