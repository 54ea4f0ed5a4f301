import type { FastifyBaseLogger } from 'fastify';
import { buildSandbox } from './build-sandbox.ts';
import { openKeptFolder } from './kept-folder.ts';
import type { MarketplaceApp } from './marketplace-app.ts';

const USUAL_PORT = 3001;
const USUAL_APP_PORT = '3000';
/** In the folder where it was started; git ignores it. */
const USUAL_FOLDER = '.callcard';

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
  const { app, state } = buildSandbox({ marketplaceApp, clock: Date.now, log });
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
  const url = `http://localhost:${new URL(apiUrl).port}`;
  const settings = {
    INTERCOM_CLIENT_ID: marketplaceApp.clientId,
    INTERCOM_CLIENT_SECRET: marketplaceApp.clientSecret,
    INTERCOM_API_URL: apiUrl,
    INTERCOM_AUTHORIZE_URL: url,
    TOKEN_KEYS: environment.TOKEN_KEYS || folder.tokenKey,
    DATABASE_URL: environment.DATABASE_URL || folder.databaseUrl,
  };
  return { url, marketplaceApp, settings, close: () => app.close() };
}

/** An empty setting counts as a missing one, as it does in a copied `.env`. */
function appFrom(environment: Record<string, string | undefined>, keptSecret: string): MarketplaceApp {
  const appUrl = environment.PUBLIC_URL || `http://localhost:${environment.PORT || USUAL_APP_PORT}`;
  return {
    name: 'Callcard',
    clientId: environment.SANDBOX_CLIENT_ID || environment.INTERCOM_CLIENT_ID || 'sandbox-client',
    clientSecret: environment.SANDBOX_CLIENT_SECRET || environment.INTERCOM_CLIENT_SECRET || keptSecret,
    initializeUrl: environment.SANDBOX_INITIALIZE_URL || `${appUrl}/canvas/initialize`,
    submitUrl: environment.SANDBOX_SUBMIT_URL || `${appUrl}/canvas/submit`,
    redirectUrls: [environment.SANDBOX_REDIRECT_URL || `${appUrl}/oauth/callback`],
    installUrl: environment.SANDBOX_INSTALL_URL || `${appUrl}/install`,
  };
}

function portFrom(setting: string | undefined): number {
  if (setting === undefined || setting === '') return USUAL_PORT;
  const port = Number(setting);
  if (/^\d{1,5}$/.test(setting) && port <= 65_535) return port;
  const message = `SANDBOX_PORT is ${setting}. Set it to a free TCP port, such as ${USUAL_PORT}.`;
  throw Object.assign(new Error(message), { code: 'config_invalid' });
}
