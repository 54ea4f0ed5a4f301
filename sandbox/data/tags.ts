import { addTag } from '../state/tag.ts';
import type { WorkspaceState } from '../state/workspace.ts';

// biome-ignore format: a table reads better in rows
const TOPICS = [
  'Billing', 'Refund', 'Invoice', 'Renewal', 'Upgrade', 'Cancellation', 'Delivery', 'Returns', 'Login', 'Password',
  'API', 'Export', 'Import', 'Mobile app', 'Web app', 'Phone', 'Integration', 'Security', 'Onboarding', 'Feedback',
];
const DETAILS = ['urgent', 'question', 'bug', 'follow-up', 'escalated', 'resolved', 'waiting', 'duplicate', 'praise'];

/** Adds tags until the workspace has `count`: the plain words first, then topics with a detail. */
export function addTags(workspace: WorkspaceState, options: { words: readonly string[]; count: number }): void {
  const names = new Map(options.words.map((word) => [word.toLowerCase(), word]));
  for (const detail of ['', ...DETAILS]) {
    for (const topic of TOPICS) {
      if (names.size >= options.count) break;
      const name = detail === '' ? topic : `${topic} - ${detail}`;
      const lower = name.toLowerCase();
      if (!names.has(lower)) names.set(lower, name);
    }
  }
  for (const name of names.values()) addTag(workspace, name);
}
