/** When every test here begins: a whole second, as Intercom's times are. */
export const START_MS = Date.UTC(2026, 0, 8, 18, 5);
export const START_SECONDS = START_MS / 1000;

export const bytesOf = (body: unknown): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
