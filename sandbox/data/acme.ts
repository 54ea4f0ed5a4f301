import type { WorkspaceState } from '../state/workspace.ts';
import { addAcmeCallLog } from './acme-call-log.ts';
import { addAcmeCallers } from './acme-callers.ts';
import { addAcmeCalls } from './acme-calls.ts';
import { addAcmeMessages } from './acme-messages.ts';
import { addAcmePeople } from './acme-people.ts';
import { emptyWorkspaces } from './empty.ts';
import { addStaff, addTeams } from './staff.ts';
import { startStory } from './story.ts';
import { addTags } from './tags.ts';

const TEAM_NAMES = ['Phone Support', 'Billing', 'Technical Support', 'Onboarding', 'Enterprise', 'Night Shift'];
const TAG_WORDS = [
  'VIP',
  'Phone call',
  'Call back',
  'Churn risk',
  'Bug report',
  'Feature request',
  'Spam',
  'Voicemail',
];

/** Acme Support: a large American workspace. 60 teammates, 6 teams, 200 tags. */
export function buildAcme(nowMs: number): WorkspaceState {
  const [workspace] = emptyWorkspaces(nowMs);
  if (workspace === undefined) throw new Error('There is no workspace to fill');
  addStaff(workspace, { count: 60, firstId: 5_010_001, domain: 'acme.example' });
  addTeams(workspace, { firstId: 701_001, names: TEAM_NAMES });
  addTags(workspace, { words: TAG_WORDS, count: 200 });
  const story = startStory(workspace, nowMs);
  const people = addAcmePeople(story);
  addAcmeMessages(story, people);
  addAcmeCalls(story, people);
  addAcmeCallers(story);
  addAcmeCallLog(story);
  return workspace;
}
