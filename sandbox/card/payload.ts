import { adminWire } from '../rest/wire/admin.ts';
import { contactWire } from '../rest/wire/contact.ts';
import { conversationListItemWire } from '../rest/wire/conversation.ts';
import type { AdminState } from '../state/admin.ts';
import type { ConversationState } from '../state/conversation.ts';
import type { WorkspaceState } from '../state/workspace.ts';

/** What a teammate did on a card, in the words of the submit request. */
export interface CardClick {
  componentId: string;
  inputValues: Record<string, unknown>;
  currentCanvas: unknown;
}

/**
 * The body of Intercom's inbox requests: of initialize without a click, of submit with one. Intercom does not say
 * whether the conversation carries its parts; here it does not, so that nobody comes to rely on them.
 */
export function cardPayload(
  workspace: WorkspaceState,
  view: { conversation: ConversationState; admin: AdminState },
  click?: CardClick,
): Record<string, unknown> {
  const contact = workspace.contacts.get(view.conversation.contactIds[0] ?? '');
  return {
    workspace_id: workspace.id,
    workspace_region: workspace.region.toUpperCase(),
    admin: adminWire(workspace, view.admin),
    conversation: conversationListItemWire(workspace, view.conversation),
    contact: contact === undefined ? null : contactWire(workspace, contact),
    ...(click === undefined
      ? {}
      : { component_id: click.componentId, input_values: click.inputValues, current_canvas: click.currentCanvas }),
  };
}
