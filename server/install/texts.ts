import type { Region } from '../../db/ports.ts';
import type { InstallFailureCode } from './failures.ts';

/** Everything the public pages say, in English. */

export const REGION_NAMES: Readonly<Record<Region, string>> = {
  us: 'United States',
  eu: 'Europe',
  au: 'Australia',
};

export const HOME = {
  title: 'Know who is calling',
  lead: 'Callcard puts a card beside each conversation in your Intercom inbox: who is calling, what you last talked about, and what became of their calls.',
  points: [
    'The caller’s name, company, phone number and latest conversations, before you say hello.',
    'Each call with its length, outcome and who took it, whether a teammate or Fin Voice.',
    'Tag, assign or leave an internal note from the card. Callcard never writes to your customers.',
  ],
  connectTitle: 'Connect your workspace',
  connectHint:
    'Choose where Intercom hosts it. If the address of your inbox starts with app.intercom.com, that is the United States.',
  connect: 'Connect with Intercom',
} as const;

export const UNKNOWN_REGION = {
  title: 'Where is your workspace hosted?',
  lead: 'The link you followed names a region that Intercom does not have. Choose one of these three to go on.',
  code: 'install_region_unknown',
} as const;

export const CONNECTED = {
  title: 'You are connected',
  lead: (workspace: string) => `${workspace} can use Callcard now. One step is left, once for each teammate.`,
  justConnected: 'Your workspace can use Callcard now. One step is left, once for each teammate.',
  genericTitle: 'After connecting',
  genericLead: 'Once a workspace is connected, one step is left, once for each teammate.',
  genericHint: 'Only who connected a workspace, or signed in to it, sees its details here, for an hour.',
  workspace: 'Workspace',
  region: 'Region',
  timeZone: 'Time zone',
  openInbox: 'Open your inbox',
  contacts: 'Contacts',
  stepsTitle: 'Show the card in the inbox',
  steps: [
    'Open any conversation in your Intercom inbox.',
    'In the details sidebar on the right, choose Edit apps.',
    'Find Callcard and pin it. The card appears beside every conversation from then on.',
  ],
} as const;

/** How far the first reading of a workspace's contacts has come. Numbers come ready to be shown. */
export const SYNC = {
  waiting: 'Reading them begins in a moment.',
  reading: (seen: string, total: string | undefined) =>
    total === undefined ? `Reading: ${seen} so far.` : `Reading: ${seen} of ${total}.`,
  paused: (seen: string, seconds: string) =>
    `Reading: ${seen} so far. Paused for ${seconds} s, to leave Intercom’s rate limit to others.`,
  failing: (seen: string, seconds: string) =>
    `Reading: ${seen} so far. The last try failed; the next is in ${seconds} s.`,
  stopped: (seen: string) =>
    `Reading stopped after ${seen}. It begins again within some hours, or when you connect again.`,
  done: (seen: string) => `All ${seen} read. Callers are found by their numbers.`,
} as const;

export interface FailureText {
  title: string;
  /** What happened, in one sentence. */
  what: string;
  /** What to do next, in one sentence. */
  next: string;
}

export const FAILURES: Readonly<Record<InstallFailureCode, FailureText>> = {
  install_state_unknown: {
    title: 'This install cannot be found',
    what: 'The address you came back with does not belong to an install that Callcard began.',
    next: 'Start again from here instead of from a saved or shared link.',
  },
  install_state_expired: {
    title: 'This install took too long',
    what: 'For safety, a connection has to be approved within 10 minutes of starting it.',
    next: 'Start again and approve it right away.',
  },
  install_state_used: {
    title: 'This install was already finished',
    what: 'Each approval counts once, and this one has been used.',
    next: 'If Callcard is not in your inbox yet, start again.',
  },
  install_other_browser: {
    title: 'This install was not begun here',
    what: 'It was begun in another browser or window, or it has been finished already.',
    next: 'If Callcard is not in your inbox yet, start again in this browser.',
  },
  install_denied: {
    title: 'Callcard was not connected',
    what: 'The request for access was turned down in Intercom, so nothing was changed.',
    next: 'If you lack the permission to install apps, ask an admin of your workspace; otherwise try again.',
  },
  install_code_missing: {
    title: 'Intercom sent no approval',
    what: 'Intercom sent you back without the code that Callcard needs to connect.',
    next: 'Start again; if it happens twice, the address of this site is not registered with Intercom for Callcard.',
  },
  install_code_refused: {
    title: 'Intercom refused the approval',
    what: 'Intercom did not accept the code it sent, which happens when it is old or was used before.',
    next: 'Start again and approve it right away.',
  },
  install_intercom_down: {
    title: 'Intercom cannot be reached',
    what: 'Intercom did not answer in time, so your workspace is not connected yet.',
    next: 'Wait a minute and try again; status.intercom.com tells whether Intercom has an outage.',
  },
  install_token_incomplete: {
    title: 'Intercom’s answer was incomplete',
    what: 'Intercom approved the connection but sent no access token that can be used.',
    next: 'Try again; if it happens twice, tell whoever runs this site.',
  },
  install_workspace_missing: {
    title: 'Intercom did not name your workspace',
    what: 'Intercom approved the connection but did not say which workspace it is for.',
    next: 'Try again while signed in to the workspace you want to connect.',
  },
  install_token_refused: {
    title: 'Intercom took its approval back',
    what: 'Intercom approved the connection and then refused the access it had just granted.',
    next: 'Check in Intercom that you may manage apps, then try again.',
  },
  install_database_down: {
    title: 'Callcard is not available',
    what: 'Callcard cannot reach its own database right now, so nothing was saved.',
    next: 'Wait a minute and try again.',
  },
  sign_in_not_connected: {
    title: 'You are not signed in',
    what: 'Callcard is not connected to the workspace that you are signed in to at Intercom.',
    next: 'Switch to the workspace of the call in Intercom, then open the link on the card again.',
  },
  sign_in_unverified: {
    title: 'You are not signed in',
    what: 'Intercom has not verified your email address, so Callcard cannot tell who you are.',
    next: 'Verify it in your Intercom profile, then open the link on the card again.',
  },
};

export const SIGN_IN = {
  title: 'You are not signed in',
  next: 'Open the link on the card again.',
} as const;

/** Why a sign-in came to nothing, where it is not as with an install. */
export const SIGN_IN_WHAT: Readonly<Partial<Record<InstallFailureCode, string>>> = {
  install_state_unknown: 'The address you came back with does not belong to a sign-in that Callcard began.',
  install_state_expired: 'For safety, a sign-in has to be approved within 10 minutes of starting it.',
  install_state_used: 'Each approval counts once, and this one has been used.',
  install_other_browser: 'This sign-in was begun in another browser or window, or it has been finished already.',
  install_denied:
    'Intercom did not approve it. Teammates need the permission to install apps to sign in to Callcard through Intercom.',
  install_intercom_down: 'Intercom did not answer in time.',
  install_database_down: 'Callcard cannot reach its own database right now.',
};

export const RETRY = 'Try again';
export const CHOOSE_REGION = 'Choose your region';
export const CODE = 'Code';
