import type { Place } from './facts.ts';

/** Intercom's web app by region. */
const APP_URLS: Record<Place['region'], string> = {
  us: 'https://app.intercom.com',
  eu: 'https://app.eu.intercom.com',
  au: 'https://app.au.intercom.com',
};

export function contactUrl(place: Place, contactId: string): string {
  const workspace = encodeURIComponent(place.workspaceId);
  return `${APP_URLS[place.region]}/a/apps/${workspace}/users/${encodeURIComponent(contactId)}/all-conversations`;
}

export function conversationUrl(place: Place, conversationId: string): string {
  const workspace = encodeURIComponent(place.workspaceId);
  return `${APP_URLS[place.region]}/a/inbox/${workspace}/inbox/conversation/${encodeURIComponent(conversationId)}`;
}
