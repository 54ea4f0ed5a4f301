/** What may happen at Intercom, each with how often it does beside the others. */
import type { Happen } from './happen.ts';
import {
  addContact,
  archiveContact,
  changeContact,
  goAway,
  mergeContacts,
  moveCompany,
  renameCompany,
  tagContact,
  unarchiveContact,
} from './people-changes.ts';
import {
  addConversation,
  changeConversation,
  deleteConversation,
  moveCall,
  moveFin,
  startCall,
  tagConversation,
} from './talk-changes.ts';

export const HAPPENINGS: readonly [Happen, number][] = [
  [changeContact, 8],
  [addContact, 2],
  [archiveContact, 1],
  [unarchiveContact, 2],
  [mergeContacts, 1],
  [tagContact, 3],
  [moveCompany, 2],
  [renameCompany, 2],
  [addConversation, 3],
  [changeConversation, 8],
  [tagConversation, 2],
  [deleteConversation, 1],
  [startCall, 4],
  [moveCall, 4],
  [moveFin, 3],
  [goAway, 1],
];

/** Those that race with the answers to a card. */
export const RACES: readonly [Happen, number][] = [
  [changeContact, 1],
  [moveCompany, 2],
  [changeConversation, 2],
  [startCall, 1],
  [moveCall, 1],
];
