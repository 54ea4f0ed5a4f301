import { createHmac } from 'node:crypto';
import type { Canvas } from '../../canvas/kit/components.ts';
import { renderText } from '../../canvas/kit/render-text.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { textsFor } from '../../canvas/texts/catalogue.ts';
import { type CallcardProcess, CLIENT_SECRET } from './callcard-process.ts';
import { contactAnswer, conversationAnswer } from './model-wire.ts';
import { type ModelWorkspace, namedIn, type Talk } from './model-workspace.ts';
import { begin } from './tasks.ts';
import type { World } from './world.ts';

const texts = textsFor('en');

/** A card that a teammate has before them. */
export interface Card {
  workspaceId: string;
  canvas: Canvas;
  text: string;
  /** What Intercom sent for it. */
  payload: Record<string, unknown>;
}

/** What Intercom posts for a card of this conversation; a bare one names nobody. */
export function cardPayload(workspace: ModelWorkspace, talk: Talk, options: { bare: boolean }) {
  const person = workspace.contacts.get(talk.contactId);
  const admin = { type: 'admin', id: '1', name: workspace.admins.get('1')?.name };
  const place = { workspace_id: workspace.id, workspace_region: 'US', admin };
  if (options.bare || person === undefined) return { ...place, context: { conversation_id: talk.id } };
  return { ...place, conversation: conversationAnswer(workspace, talk), contact: contactAnswer(person) };
}

/** Posts a card's request, and looks at what is answered: always a canvas that Intercom draws, of this workspace alone. */
export function askForCard(
  world: World,
  process: CallcardProcess,
  ask: { path: '/canvas/initialize' | '/canvas/submit'; payload: Record<string, unknown>; name: string },
  then: (card: Card) => void = () => {},
): void {
  const { path, payload, name } = ask;
  const workspaceId = String(payload.workspace_id);
  const body = JSON.stringify(payload);
  const signature = createHmac('sha256', CLIENT_SECRET).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-body-signature': signature };
  begin(world, { name, process }, () => process.app.inject({ method: 'POST', url: path, payload: body, headers }), {
    done({ statusCode, body: answered }) {
      if (statusCode !== 200) return world.violate(`${name} was answered with ${statusCode}`);
      const { canvas } = JSON.parse(answered) as { canvas: Canvas };
      const issues = validateCanvas(canvas, { location: 'inbox', first: path === '/canvas/initialize' });
      if (issues.length > 0) world.violate(`${name} has a canvas that Intercom does not draw: ${issues[0]?.message}`);
      const text = renderText(canvas);
      if (text.includes(texts.notice.broken)) world.violate(`${name} could not be drawn`);
      for (const other of namedIn(answered)) {
        if (other !== workspaceId) world.violate(`${name} of ${workspaceId} shows what is of ${other}:\n${text}`);
      }
      const { component_id: _component, input_values: _values, ...first } = payload;
      then({ workspaceId, canvas, text, payload: first });
    },
  });
}

/** What Intercom posts when something is clicked on a card. */
export function clickPayload(
  card: Card,
  click: { componentId: string; inputValues?: Record<string, unknown>; storedData?: Record<string, unknown> },
): Record<string, unknown> {
  const { componentId, inputValues = {}, storedData = {} } = click;
  const canvas = { ...card.canvas, stored_data: { ...card.canvas.stored_data, ...storedData } };
  return { ...card.payload, component_id: componentId, input_values: inputValues, current_canvas: canvas };
}

/** The teammate was told that the note is there. */
export const saysNoted = (card: Card): boolean => card.text.includes(texts.note.another);
