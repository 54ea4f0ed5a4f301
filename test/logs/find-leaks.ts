/** Where something stands in a log that must never be there. */
export interface Leak {
  what: string;
  /** The line, cut short around the leak. */
  line: string;
}

/** What no log may hold, whatever the test. */
const NEVER: readonly [what: string, pattern: RegExp][] = [
  ['an authorization header', /\b(bearer|basic) [\w+/=.-]{6,}/i],
  ['a request header that carries credentials', /"(authorization|cookie|set-cookie|x-body-signature)":/i],
  ['an access token in clear', /\btok:\w/],
  ['a sealed token', /\bv1\.[\w-]{1,32}\.[\w-]{40,}/],
  ['a query or form with a secret in it', /[?&](code|state|token|access_token|client_secret)=./],
  ['a private key', /-----BEGIN/],
  ['a text that a test calls confidential', /confidential/i],
  ['an email address', /[\w+-]@[\w-]+\.\w\w/],
  ['the name of somebody in the sandbox', /Jo Vance|Ada Whitfield|Bo Lindqvist|Lumen Labs/],
  ['a phone number', /\+[1-9]\d{7,14}\b/],
];

/** How every access token of Intercom begins: it is the base64 of `tok:` and more. */
const TOKEN_START = 'dG9rO';

/** How a secret may be written: as it is, encoded, or as the JSON of a Buffer. */
function waysToWrite(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) => base64Within(bytes, offset));
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    [...bytes].join(','),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** What bytes look like in the base64 of something longer in which they begin `offset` bytes after a multiple of 3. */
function base64Within(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

/** Searches a log for what must never be in it, and for access tokens and `secrets` in every way they may be written. */
export function findLeaks(log: string, secrets: Iterable<string>): Leak[] {
  const leaks: Leak[] = [];
  for (const [what, pattern] of NEVER) {
    const at = log.search(pattern);
    if (at >= 0) leaks.push({ what, line: lineAround(log, at) });
  }
  for (const secret of new Set([TOKEN_START, ...secrets])) {
    const at = waysToWrite(secret)
      .map((text) => log.indexOf(text))
      .find((index) => index >= 0);
    if (at !== undefined)
      leaks.push({
        what: secret === TOKEN_START ? 'an access token' : `the secret ${JSON.stringify(secret)} of a test`,
        line: lineAround(log, at),
      });
  }
  return leaks;
}

function lineAround(log: string, at: number): string {
  const start = Math.max(log.lastIndexOf('\n', at) + 1, at - 300);
  const end = log.indexOf('\n', at);
  return log.slice(start, Math.min(end < 0 ? log.length : end, at + 300));
}
