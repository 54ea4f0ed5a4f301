import type { IntercomClient } from './intercom-client.ts';

/** Permissions by the names that the Developer Hub shows. Source: Intercom, setting up OAuth, permissions. */
export type Permission =
  | 'Read and list users and companies'
  | 'Read one user and one company'
  | 'Write users and companies'
  | 'Read conversations'
  | 'Write conversations'
  | 'Read tickets'
  | 'Read tags'
  | 'Write tags'
  | 'Read admins'
  | 'Read one admin'
  | 'Gather App data';

/** `me`, `contacts.get`, ...: everything that the client can ask of Intercom. */
type OperationName = {
  [Resource in keyof IntercomClient]: IntercomClient[Resource] extends (...args: never) => unknown
    ? Resource
    : `${Resource}.${Extract<keyof IntercomClient[Resource], string>}`;
}[keyof IntercomClient];

const PERSON = 'Read one user and one company';
const TAG_PERSON = ['Write users and companies', 'Write tags'] as const;
const TAG_CONVERSATION = ['Write conversations', 'Write tags'] as const;

/**
 * What each operation needs. Intercom does not say it endpoint by endpoint: these are the permissions whose description
 * covers the operation. A new operation does not compile without its entry.
 */
export const OPERATION_PERMISSIONS: Readonly<Record<OperationName, readonly Permission[]>> = {
  me: ['Read one admin'],
  // Asks nothing.
  headroom: [],
  'admins.list': ['Read admins'],
  'teams.list': ['Read admins'],
  'contacts.get': [PERSON],
  'contacts.companies': [PERSON],
  'contacts.tags': ['Read tags'],
  'contacts.notes': [PERSON],
  'contacts.list': ['Read and list users and companies'],
  'contacts.search': ['Read and list users and companies'],
  'contacts.update': ['Write users and companies'],
  'contacts.createLead': ['Write users and companies'],
  'contacts.merge': ['Write users and companies'],
  'contacts.attachTag': TAG_PERSON,
  'contacts.detachTag': TAG_PERSON,
  'conversations.get': ['Read conversations'],
  'conversations.search': ['Read conversations'],
  'conversations.addNote': ['Write conversations'],
  'conversations.assign': ['Write conversations'],
  'conversations.attachContact': ['Write conversations'],
  'conversations.attachTag': TAG_CONVERSATION,
  'conversations.detachTag': TAG_CONVERSATION,
  'tags.list': ['Read tags'],
  'tags.createOrFind': ['Write tags'],
  'calls.get': ['Read conversations'],
  'calls.search': ['Read conversations'],
  'calls.transcript': ['Read conversations'],
  'calls.recordingLocation': ['Read conversations'],
  'finVoice.register': ['Write conversations'],
  'finVoice.byId': ['Read conversations'],
  'finVoice.byExternalId': ['Read conversations'],
  'finVoice.byPhoneNumber': ['Read conversations'],
  'finVoice.byConversation': ['Read conversations'],
  // About Callcard itself: Intercom names no permission for it.
  'appInstall.reportStatus': [],
};

/** Intercom ticks these for every app with Canvas Kit; they cannot be left out. Source: Intercom, setting up OAuth. */
export const CANVAS_KIT_PERMISSIONS: readonly Permission[] = [
  'Read and list users and companies',
  'Read conversations',
  'Read admins',
  'Gather App data',
];
