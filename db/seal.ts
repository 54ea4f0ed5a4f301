import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `v1.<keyId>.<base64url of iv, ciphertext and tag>`; a key id has no dot in it. */
const SEALED = /^v1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)$/;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

/**
 * `seal_unknown_key`: sealed with a key that is not among the given ones. `seal_broken`: changed, cut short, or sealed
 * for another place. `seal_keys_invalid`: the given keys cannot be used. `seal_text_invalid`: not Unicode text, which
 * would come back changed.
 */
export type SealErrorCode = 'seal_unknown_key' | 'seal_broken' | 'seal_keys_invalid' | 'seal_text_invalid';

/** The message says what to do next and never holds a key or what was sealed. */
export class SealError extends Error {
  readonly code: SealErrorCode;
  constructor(code: SealErrorCode, message: string) {
    super(message);
    this.name = 'SealError';
    this.code = code;
  }
}

/** Keeps secrets unreadable at rest. `context` says what and whose it is, such as `workspace:abc123:token`. */
export interface Seal {
  /** Printable ASCII, different each time. */
  seal(plaintext: string, context: string): string;
  /** `stale` when a key other than the first one sealed it: seal it again. Throws `SealError`. */
  open(sealed: string, context: string): { plaintext: string; stale: boolean };
}

/** Authenticated but not stored: none of the parts can be exchanged. Only the last part may have dots in it. */
function associatedData(keyId: string, context: string): Buffer {
  return Buffer.from(`${VERSION}.${keyId}.${context}`, 'utf8');
}

function readKeys(keys: readonly { id: string; key: Buffer }[]): Map<string, KeyObject> {
  const byId = new Map<string, KeyObject>();
  for (const [index, { id, key }] of keys.entries()) {
    if (!KEY_ID.test(id) || key.length !== KEY_BYTES || byId.has(id)) {
      throw new SealError(
        'seal_keys_invalid',
        `Key ${index + 1} cannot seal. Give each key of TOKEN_KEYS an id of its own (1 to 32 letters, digits, - or _) and ${KEY_BYTES} bytes.`,
      );
    }
    byId.set(id, createSecretKey(key));
  }
  return byId;
}

function requireText(...texts: string[]): void {
  if (texts.every((text) => text.isWellFormed())) return;
  throw new SealError(
    'seal_text_invalid',
    'What is to be sealed is not Unicode text (half of a surrogate pair): send it again as text.',
  );
}

function broken(): SealError {
  return new SealError(
    'seal_broken',
    'A sealed text cannot be opened: it was changed, cut short or sealed for another place. Restore the row from a backup, or let the workspace connect again.',
  );
}

/** Base64url has several spellings of some bytes; only the one that `seal` writes is taken. */
function decode(encoded: string): Buffer | undefined {
  const bytes = Buffer.from(encoded, 'base64url');
  return bytes.length >= IV_BYTES + TAG_BYTES && bytes.toString('base64url') === encoded ? bytes : undefined;
}

/** AES-256-GCM. The first key seals, all of them open. Throws `SealError` when the keys cannot be used. */
export function createSeal(keys: readonly { id: string; key: Buffer }[]): Seal {
  const keysById = readKeys(keys);
  const [newest] = keysById;
  if (newest === undefined) {
    throw new SealError('seal_keys_invalid', 'There is no key to seal with. Put at least one into TOKEN_KEYS.');
  }
  const [newestId, newestKey] = newest;

  return {
    seal(plaintext, context) {
      requireText(plaintext, context);
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, newestKey, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(associatedData(newestId, context));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      const bytes = Buffer.concat([iv, ciphertext, cipher.getAuthTag()]);
      return `${VERSION}.${newestId}.${bytes.toString('base64url')}`;
    },

    open(sealed, context) {
      const [, keyId, encoded] = SEALED.exec(sealed) ?? [];
      if (keyId === undefined || encoded === undefined) throw broken();
      const key = keysById.get(keyId);
      if (key === undefined) {
        throw new SealError(
          'seal_unknown_key',
          `A text was sealed with the key "${keyId}", which is not among TOKEN_KEYS. Put the key back into TOKEN_KEYS, or let the workspace connect again.`,
        );
      }
      const bytes = decode(encoded);
      if (bytes === undefined || !context.isWellFormed()) throw broken();
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(associatedData(keyId, context));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const start = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      try {
        return { plaintext: Buffer.concat([start, decipher.final()]).toString('utf8'), stale: keyId !== newestId };
      } catch {
        // OpenSSL's own error says nothing more, and it must not carry the unverified text anywhere.
        throw broken();
      }
    },
  };
}
