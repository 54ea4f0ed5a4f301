import type { Topic } from '../webhooks/topics.ts';
import type { WorkspaceState } from './workspace.ts';

/** Something that happened in a workspace, and what it is about as the REST API shows it at that moment. */
export interface Announcement {
  workspace: WorkspaceState;
  topic: Topic;
  item: object;
}

export type AnnouncementListener = (announcement: Announcement) => void;

/** Tells everybody who listens, at once. A listener must not throw: what it is told of has happened. */
export function announce(
  { listeners }: { listeners: ReadonlySet<AnnouncementListener> },
  workspace: WorkspaceState,
  topic: Topic,
  item: object,
): void {
  for (const listener of listeners) listener({ workspace, topic, item });
}
