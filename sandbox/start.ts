import { existsSync } from 'node:fs';
import type { FastifyBaseLogger } from 'fastify';
import { buildSandbox } from './build-sandbox.ts';
import { type KeptFolder, openKeptFolder } from './kept-folder.ts';
import type { MarketplaceApp } from './marketplace-app.ts';
import { TOPICS, type Topic } from './webhooks/topics.ts';

const USUAL_PORT = 3001;
const USUAL_APP_PORT = '3000';
/** In the folder where it was started; git ignores it. */
const USUAL_FOLDER = '.callcard';

const MOST_CONTACTS = 200_000;
const HELP: Readonly<Record<string, string>> = {
  SANDBOX_PORT: `Set it to a free TCP port, such as ${USUAL_PORT}.`,
  SANDBOX_CONTACTS: `Set it to a number of contacts up to ${MOST_CONTACTS}, such as 5000.`,
};

export interface RunningSandbox {
  /** The inbox page, no slash at the end. */
  url: string;
  marketplaceApp: MarketplaceApp;
  /** The settings with which Callcard works against this sandbox. */
  settings: Record<string, string>;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 at `SANDBOX_PORT`. The app it shows is the Callcard of this environment (`PUBLIC_URL`, `PORT`)
 * unless the `SANDBOX_*` settings name another one. Rejects with a readable message when the port is unusable.
 */
export async function startSandbox(
  environment: Record<string, string | undefined>,
  log?: FastifyBaseLogger,
): Promise<RunningSandbox> {
  const folder = openKeptFolder(environment.SANDBOX_FOLDER || USUAL_FOLDER);
  const marketplaceApp = appFrom(environment, folder.clientSecret);
  const crowd = wholeNumber('SANDBOX_CONTACTS', environment.SANDBOX_CONTACTS, MOST_CONTACTS) ?? 0;
  const { app, state, webhooks } = buildSandbox({ marketplaceApp, clock: Date.now, log, crowd });
  for (const token of folder.readInstalls()) state.installs.tokens.set(token.token, token);
  // Only these can install or uninstall an app.
  app.addHook('onResponse', async (request) => {
    if (request.method === 'POST' && /\/auth\/|\/api\/sandbox\//.test(request.url)) folder.keepInstalls(state.installs);
  });
  let apiUrl: string;
  try {
    apiUrl = await app.listen({ host: '127.0.0.1', port: portFrom(environment.SANDBOX_PORT) });
  } catch (error) {
    await app.close();
    throw error;
  }
  // As Intercom does when the address is entered; the app starts after this, or later.
  void webhooks.check();
  const url = `http://localhost:${new URL(apiUrl).port}`;
  const settings = settingsAgainst({ apiUrl, url }, marketplaceApp, folder, environment);
  return { url, marketplaceApp, settings, close: () => app.close() };
}

/**
 * The same settings, for tools that work beside a sandbox which was started, or will be, with this environment;
 * undefined when none was ever started here.
 */
export function settingsBeside(environment: Record<string, string | undefined>): Record<string, string> | undefined {
  const name = environment.SANDBOX_FOLDER || USUAL_FOLDER;
  if (!existsSync(name)) return undefined;
  const folder = openKeptFolder(name);
  const port = portFrom(environment.SANDBOX_PORT);
  const at = { apiUrl: `http://127.0.0.1:${port}`, url: `http://localhost:${port}` };
  return settingsAgainst(at, appFrom(environment, folder.clientSecret), folder, environment);
}

function settingsAgainst(
  { apiUrl, url }: { apiUrl: string; url: string },
  { clientId, clientSecret }: MarketplaceApp,
  { tokenKey, databaseUrl }: KeptFolder,
  environment: Record<string, string | undefined>,
) {
  return {
    INTERCOM_CLIENT_ID: clientId,
    INTERCOM_CLIENT_SECRET: clientSecret,
    INTERCOM_API_URL: apiUrl,
    INTERCOM_AUTHORIZE_URL: url,
    PUBLIC_URL: appUrlOf(environment),
    TOKEN_KEYS: environment.TOKEN_KEYS || tokenKey,
    DATABASE_URL: environment.DATABASE_URL || databaseUrl,
  };
}

function appUrlOf(environment: Record<string, string | undefined>): string {
  return environment.PUBLIC_URL || `http://localhost:${environment.PORT || USUAL_APP_PORT}`;
}

/** An empty setting counts as a missing one, as it does in a copied `.env`. */
function appFrom(environment: Record<string, string | undefined>, keptSecret: string): MarketplaceApp {
  const appUrl = appUrlOf(environment);
  return {
    name: environment.SANDBOX_APP_NAME || 'Callcard',
    clientId: environment.SANDBOX_CLIENT_ID || environment.INTERCOM_CLIENT_ID || 'sandbox-client',
    clientSecret: environment.SANDBOX_CLIENT_SECRET || environment.INTERCOM_CLIENT_SECRET || keptSecret,
    initializeUrl: environment.SANDBOX_INITIALIZE_URL || `${appUrl}/canvas/initialize`,
    submitUrl: environment.SANDBOX_SUBMIT_URL || `${appUrl}/canvas/submit`,
    redirectUrls: [environment.SANDBOX_REDIRECT_URL || `${appUrl}/oauth/callback`],
    installUrl: environment.SANDBOX_INSTALL_URL || `${appUrl}/install`,
    webhookUrl: environment.SANDBOX_WEBHOOK_URL || `${appUrl}/webhooks/intercom`,
    webhookTopics: topicsFrom(environment.SANDBOX_WEBHOOK_TOPICS),
    uninstallUrl: environment.SANDBOX_UNINSTALL_URL || `${appUrl}/intercom/uninstall`,
    healthUrl: environment.SANDBOX_HEALTH_URL || `${appUrl}/intercom/health`,
  };
}

function portFrom(setting: string | undefined): number {
  return wholeNumber('SANDBOX_PORT', setting, 65_535) ?? USUAL_PORT;
}

function wholeNumber(name: string, setting: string | undefined, maximum: number): number | undefined {
  if (setting === undefined || setting === '') return undefined;
  const number = Number(setting);
  if (/^\d{1,7}$/.test(setting) && number <= maximum) return number;
  throw invalid(`${name} is ${setting}. ${HELP[name]}`);
}

/** Undefined: all of them. */
function topicsFrom(setting: string | undefined): Topic[] | undefined {
  if (setting === undefined || setting.trim() === '') return undefined;
  return setting.split(',').map((word) => {
    const topic = TOPICS.find((each) => each === word.trim());
    if (topic !== undefined) return topic;
    throw invalid(`SANDBOX_WEBHOOK_TOPICS has ${word.trim()}. The sandbox can tell of ${TOPICS.join(', ')}.`);
  });
}

function invalid(message: string): Error {
  return Object.assign(new Error(message), { code: 'config_invalid' });
}
