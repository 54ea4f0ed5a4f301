import { createHmac, randomUUID } from 'node:crypto';
import type { Issue } from '../../canvas/kit/issue.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import type { Click, Reading, ReceivedEvent, Subject } from './event.ts';
import { CONTACT, CONVERSATION_ID } from './made-up.ts';

/** What a click is when nobody says which. */
const USUAL_COMPONENT = 'refresh';

/** A request for a card in the inbox, as Intercom makes it. Source: Intercom, Canvas Kit (inbox requests, signing). */
export function canvasEvent(kind: 'initialize' | 'submit'): ReceivedEvent {
  return {
    name: kind,
    what: kind === 'initialize' ? 'a teammate opens a conversation' : 'a teammate clicks on the card',
    path: `/canvas/${kind}`,
    clickable: kind === 'submit',
    needsWorkspace: false,
    sample: (subject, click) => ({ ...view(subject), ...(kind === 'submit' ? clicked(click) : {}) }),
    sign: (body, clientSecret) => ({
      'x-body-signature': createHmac('sha256', clientSecret).update(body).digest('hex'),
    }),
    read: (body) => readCanvas(body, kind === 'initialize'),
  };
}

function view({ workspaceId, region, admin, conversationId }: Subject): Record<string, unknown> {
  return {
    workspace_id: workspaceId,
    workspace_region: region.toUpperCase(),
    admin: { type: 'admin', ...admin },
    // Of a conversation that is there, Callcard asks Intercom who the contact is.
    ...(conversationId === undefined
      ? {
          conversation: { type: 'conversation', id: CONVERSATION_ID, source: { type: 'phone_call' } },
          contact: CONTACT,
        }
      : { conversation: { type: 'conversation', id: conversationId } }),
  };
}

/** A canvas of its own each time: else a second click would be the first one sent again. */
function clicked({ componentId = USUAL_COMPONENT, inputValues }: Click): Record<string, unknown> {
  return {
    component_id: componentId,
    input_values: inputValues,
    current_canvas: { content: { components: [] }, stored_data: { nonce: randomUUID() } },
  };
}

function readCanvas(body: string, first: boolean): Reading {
  const canvas = canvasIn(body);
  if (canvas === undefined) {
    return { lines: ['The answer has no canvas in it: {"canvas": {"content": ...}} is expected.', body], good: false };
  }
  const issues = validateCanvas(canvas, { location: 'inbox', first });
  const count = issues.length === 1 ? '1 issue' : `${issues.length} issues`;
  const found = issues.length === 0 ? [] : [`Intercom would refuse this canvas: ${count}.`, ...issues.map(lineOf)];
  return { lines: [...renderText(canvas).split('\n'), ...found], good: issues.length === 0 };
}

function canvasIn(body: string): unknown {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null && 'canvas' in json ? json.canvas : undefined;
  } catch {
    return undefined;
  }
}

const lineOf = ({ pointer, code, message, expected, got }: Issue): string =>
  `  ${pointer === '' ? '(root)' : pointer}  ${code}  ${message} (expected ${expected}, got ${got})`;
