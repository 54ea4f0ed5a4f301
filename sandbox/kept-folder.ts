import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AccessToken, Installs } from './state/installs.ts';

const tokensSchema = z.array(
  z.object({
    token: z.string(),
    clientId: z.string(),
    workspaceId: z.string(),
    adminId: z.string(),
    issuedAtMs: z.number(),
    revoked: z.boolean(),
  }),
);

/** What outlives a run, so that an app installed yesterday still works today: the installs, and the app's own files. */
export interface KeptFolder {
  /** `id:base64` for the app's `TOKEN_KEYS`, made once. */
  tokenKey: string;
  /** The app's client secret, made once: a secret that everybody knows would let any page sign requests. */
  clientSecret: string;
  /** The app's database, as a `DATABASE_URL`. */
  databaseUrl: string;
  readInstalls(): AccessToken[];
  keepInstalls(installs: Installs): void;
}

/** Opens the folder, making it when it is not there. A kept file that cannot be read counts as not there. */
export function openKeptFolder(folder: string): KeptFolder {
  mkdirSync(folder, { recursive: true });
  const installsFile = join(folder, 'sandbox-installs.json');
  let kept = read(installsFile) ?? '';
  const tokenKey = madeOnce(join(folder, 'token-key'), /^sandbox:[A-Za-z0-9+/]{43}=$/, () => {
    return `sandbox:${randomBytes(32).toString('base64')}`;
  });
  const clientSecret = madeOnce(join(folder, 'client-secret'), /^[0-9a-f]{48}$/, () => randomBytes(24).toString('hex'));
  return {
    tokenKey,
    clientSecret,
    databaseUrl: `file:${join(folder, 'callcard.db')}`,
    readInstalls: () => {
      try {
        return tokensSchema.parse(JSON.parse(kept));
      } catch {
        return [];
      }
    },
    keepInstalls: (installs) => {
      const text = JSON.stringify([...installs.tokens.values()], undefined, 2);
      if (text === kept) return;
      writeFileSync(installsFile, text, { mode: 0o600 });
      kept = text;
    },
  };
}

/** A secret that is kept in a file which only its owner can read; made anew when there is none, or not a usable one. */
function madeOnce(file: string, form: RegExp, make: () => string): string {
  const before = read(file)?.trim() ?? '';
  if (form.test(before)) return before;
  const made = make();
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
