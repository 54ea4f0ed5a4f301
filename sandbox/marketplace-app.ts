import type { Topic } from './webhooks/topics.ts';

/** A value, or how to get it once it is known: ports are only known after listening. */
export type Late<T> = T | (() => T);

/** The app under test, as Intercom's Developer Hub would hold it. */
export interface MarketplaceApp {
  clientId: string;
  clientSecret: string;
  name: string;
  /** Where the inbox asks for a card. */
  initializeUrl: Late<string>;
  /** Where the inbox sends what was clicked. */
  submitUrl: Late<string>;
  /** The first one is used when an authorize request names none. */
  redirectUrls: Late<readonly string[]>;
  /** Where an admin begins to install the app. */
  installUrl: Late<string>;
  /** Where notifications go; without it none are sent. */
  webhookUrl?: Late<string> | undefined;
  /** What the app is told of; everything that the sandbox can tell, unless some are named. */
  webhookTopics?: readonly Topic[] | undefined;
  /** Who is told that the app was uninstalled; without it nobody is. */
  uninstallUrl?: Late<string> | undefined;
  /** Where the app is asked how it is doing. */
  healthUrl?: Late<string> | undefined;
}

export function settled<T extends string | readonly string[]>(value: Late<T>): T {
  return typeof value === 'function' ? value() : value;
}
