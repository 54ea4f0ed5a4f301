import type { Outcome } from '../../../canvas/view.ts';

/** Who acts on which conversation: known for every action before it starts. */
export interface Attempt {
  conversationId: string;
  viewerId: string;
  viewerName: string | undefined;
  /** Names this click: the same click sent twice has the same hash. */
  clickHash: string;
  /** It was begun before and nobody knows how it ended: look before doing it again. */
  again: boolean;
}

export type Failure = Extract<Outcome, { ok: false }>;
