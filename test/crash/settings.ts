/** The workspace in which everything happens, and the app as it is known there. */
export const ACME = 'acmeus1';
export const CLIENT = { clientId: 'crash-client', clientSecret: 'crash-client-secret-0123456789' };
export const TOKEN_KEY = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

/** The environment of a Callcard that is going to be killed. */
export function settingsFor(place: { databaseUrl: string; apiUrl: string }): Record<string, string> {
  return {
    PORT: '0',
    PUBLIC_URL: 'http://localhost',
    DATABASE_URL: place.databaseUrl,
    INTERCOM_API_URL: place.apiUrl,
    INTERCOM_CLIENT_ID: CLIENT.clientId,
    INTERCOM_CLIENT_SECRET: CLIENT.clientSecret,
    TOKEN_KEYS: TOKEN_KEY,
    // On a machine with much else to do a click that is only slow must not end as one of which nobody knows.
    CANVAS_DEADLINE_MS: '9000',
    LOG_LEVEL: 'warn',
  };
}
