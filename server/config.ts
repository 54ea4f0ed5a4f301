import { z } from 'zod';
import { DatabaseUrlError, readDatabaseUrl } from '../db/database-url.ts';
import type { Region } from '../db/ports.ts';

/** One key for sealing tokens: 32 bytes, named so that a rotation can tell old from new. */
export interface TokenKey {
  id: string;
  key: Buffer;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where browsers and Intercom reach Callcard; no slash at the end. */
  readonly publicUrl: string;
  /** `file:PATH`, `file::memory:` or `postgres://...`, which may have a password in it. */
  readonly databaseUrl: string;
  readonly intercom: {
    readonly clientId: string;
    /** The current client secret, then the previous one while it is being rotated. */
    readonly clientSecrets: readonly [string, ...string[]];
    /** REST base by region; no slash at the end. */
    readonly apiUrls: Readonly<Record<Region, string>>;
    /** The page where an admin consents, by region. */
    readonly authorizeUrls: Readonly<Record<Region, string>>;
  };
  /** The first one writes, all of them read. */
  readonly tokenKeys: readonly [TokenKey, ...TokenKey[]];
  readonly canvasDeadlineMs: number;
  /** How long a kept fact stands in for asking again while nothing proves that notifications arrive. */
  readonly factFreshMs: number;
  /** What nothing used for so long is deleted from the mirror. */
  readonly mirrorKeepMs: number;
  /** How long after an uninstall the workspace's data is deleted. */
  readonly uninstallGraceMs: number;
  /** Whoever reads /metrics from elsewhere than this host needs it; undefined: nobody elsewhere does. */
  readonly metricsToken: string | undefined;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly production: boolean;
}

/** Settings that cannot be used: `problems` has one line for each, with its name, what is wrong and where to get it. */
export class ConfigError extends Error {
  readonly code = 'config_invalid';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Callcard cannot start with these settings:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Hosts by region. Source: Intercom REST API reference (servers) and OAuth guide. */
const API_URLS: Record<Region, string> = {
  us: 'https://api.intercom.io',
  eu: 'https://api.eu.intercom.io',
  au: 'https://api.au.intercom.io',
};
const AUTHORIZE_URLS: Record<Region, string> = {
  us: 'https://app.intercom.com/oauth',
  eu: 'https://app.eu.intercom.com/oauth',
  au: 'https://app.au.intercom.com/oauth',
};

const HELP: Record<string, string> = {
  PORT: 'a free TCP port, such as 3000',
  HOST: 'the address to listen on, such as 127.0.0.1, or 0.0.0.0 in a container',
  PUBLIC_URL: 'the https address where Intercom reaches Callcard (your domain or your tunnel)',
  DATABASE_URL: 'file:./callcard.db, postgres://user:password@host:5432/callcard, or file::memory: to keep nothing',
  INTERCOM_CLIENT_ID: 'Intercom Developer Hub, your app, Basic information, Client ID',
  INTERCOM_CLIENT_SECRET: 'Intercom Developer Hub, your app, Basic information, Client secret',
  INTERCOM_CLIENT_SECRET_PREVIOUS: 'the client secret before the last rotation; leave it out otherwise',
  TOKEN_KEYS: "make one with: node -p \"'k1:' + crypto.randomBytes(32).toString('base64')\"",
  INTERCOM_API_URL: 'leave it out to use the host of each workspace’s region',
  INTERCOM_AUTHORIZE_URL: 'leave it out to use the host of each workspace’s region',
  CANVAS_DEADLINE_MS: 'milliseconds for a card, 200 to 9000; 4000 unless set',
  FACT_FRESH_MS: 'milliseconds that a fact is believed without asking Intercom again, 0 to 600000; 60000 unless set',
  MIRROR_KEEP_DAYS: 'days after which an unused copy of what Intercom said is deleted, 1 to 3650; 90 unless set',
  UNINSTALL_GRACE_DAYS: 'days from an uninstall to the deletion of its data, 0 to 3650; 30 unless set',
  METRICS_TOKEN: 'any 16 to 200 characters without spaces, for your Prometheus to send as a bearer token',
  LOG_LEVEL: 'fatal, error, warn, info, debug, trace or silent',
};

const MISSING = 'is missing';

const httpUrl = z.string(MISSING).transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    context.addIssue({ code: 'custom', message: 'is not an http or https address' });
    return z.NEVER;
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '') {
    context.addIssue({ code: 'custom', message: 'must not have a user, a query or a fragment' });
    return z.NEVER;
  }
  return value.replace(/\/+$/, '');
});

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'is not a whole number')
    .transform(Number)
    .refine((value) => value >= from && value <= to, `is not between ${from} and ${to}`);

const databaseUrl = z.string(MISSING).transform((value, context) => {
  try {
    readDatabaseUrl(value);
    return value;
  } catch (error) {
    if (!(error instanceof DatabaseUrlError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

const tokenKeys = z.string(MISSING).transform((value, context): [TokenKey, ...TokenKey[]] => {
  const keys: TokenKey[] = [];
  for (const [index, entry] of value.split(',').entries()) {
    const colon = entry.indexOf(':');
    const id = entry.slice(0, colon).trim();
    const encoded = entry.slice(colon + 1).trim();
    const key = Buffer.from(encoded, 'base64');
    const problem =
      colon < 1
        ? 'is not of the form id:base64'
        : !/^[A-Za-z0-9_-]{1,32}$/.test(id)
          ? 'has an id that is not 1 to 32 letters, digits, - or _'
          : key.length !== 32 || !/^[A-Za-z0-9+/]{43}=$/.test(encoded)
            ? `is not 32 bytes in base64 (it decodes to ${key.length})`
            : keys.some((other) => other.id === id)
              ? 'has the same id as another one'
              : undefined;
    // The entry itself is a secret: only its position is named.
    if (problem !== undefined) context.addIssue({ code: 'custom', message: `key ${index + 1} ${problem}` });
    else keys.push({ id, key });
  }
  const [first, ...rest] = keys;
  return first === undefined ? z.NEVER : [first, ...rest];
});

/** Production has no default that would be unsafe, and nothing but https. */
function settingsOf(production: boolean) {
  const publicUrl = httpUrl.refine((url) => !production || url.startsWith('https://'), 'must be https in production');
  return z.object({
    NODE_ENV: z.string().optional(),
    PORT: wholeNumber(0, 65_535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: production ? databaseUrl : databaseUrl.optional(),
    INTERCOM_CLIENT_ID: z.string(MISSING),
    INTERCOM_CLIENT_SECRET: z.string(MISSING),
    INTERCOM_CLIENT_SECRET_PREVIOUS: z.string().optional(),
    TOKEN_KEYS: tokenKeys,
    INTERCOM_API_URL: httpUrl.optional(),
    INTERCOM_AUTHORIZE_URL: httpUrl.optional(),
    CANVAS_DEADLINE_MS: wholeNumber(200, 9000).default(4000),
    FACT_FRESH_MS: wholeNumber(0, 600_000).default(60_000),
    MIRROR_KEEP_DAYS: wholeNumber(1, 3650).default(90),
    UNINSTALL_GRACE_DAYS: wholeNumber(0, 3650).default(30),
    METRICS_TOKEN: z
      .string()
      .regex(/^\S{16,200}$/, 'is not 16 to 200 characters without spaces')
      .optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'is not a level').default('info'),
  });
}

const SETTINGS = settingsOf(false);
const PRODUCTION_SETTINGS = settingsOf(true);
const settingsFor = ({ NODE_ENV }: Environment) => (NODE_ENV === 'production' ? PRODUCTION_SETTINGS : SETTINGS);

/** An authorize address that names only a host means that host's `/oauth`, as at Intercom. */
function authorizeUrl(override: string): string {
  return new URL(override).pathname === '/' ? `${override}/oauth` : override;
}

function everyRegion(url: string): Record<Region, string> {
  return { us: url, eu: url, au: url };
}

const DAY_MS = 24 * 3_600_000;
const DEFAULT_DATABASE_URL = 'file:./callcard.db';

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty value counts as missing. */
function givenIn(environment: Environment): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, value?.trim()]),
  );
}

function parsed<T>(schema: z.ZodType<T>, given: Record<string, string | undefined>): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? 'settings');
    return `${name} ${issue.message}. Where to get it: ${HELP[name] ?? 'see .env.example'}`;
  });
  throw new ConfigError([...new Set(problems)]);
}

/** The one setting that a tool needs which only looks after the database. Throws `ConfigError`. */
export function readDatabaseSetting(environment: Environment): string {
  const given = givenIn(environment);
  const schema = settingsFor(given).pick({ DATABASE_URL: true });
  return parsed(schema, given).DATABASE_URL ?? DEFAULT_DATABASE_URL;
}

/** Reads every setting at once. Throws `ConfigError` with all problems together. */
export function readConfig(environment: Environment): Config {
  const given = givenIn(environment);
  const value = parsed(settingsFor(given), given);
  const previous = value.INTERCOM_CLIENT_SECRET_PREVIOUS;
  return Object.freeze({
    port: value.PORT,
    host: value.HOST,
    publicUrl: value.PUBLIC_URL,
    databaseUrl: value.DATABASE_URL ?? DEFAULT_DATABASE_URL,
    intercom: Object.freeze({
      clientId: value.INTERCOM_CLIENT_ID,
      clientSecrets: Object.freeze([value.INTERCOM_CLIENT_SECRET, ...(previous ? [previous] : [])]) as [
        string,
        ...string[],
      ],
      apiUrls: Object.freeze(value.INTERCOM_API_URL ? everyRegion(value.INTERCOM_API_URL) : API_URLS),
      authorizeUrls: Object.freeze(
        value.INTERCOM_AUTHORIZE_URL ? everyRegion(authorizeUrl(value.INTERCOM_AUTHORIZE_URL)) : AUTHORIZE_URLS,
      ),
    }),
    tokenKeys: value.TOKEN_KEYS,
    canvasDeadlineMs: value.CANVAS_DEADLINE_MS,
    factFreshMs: value.FACT_FRESH_MS,
    mirrorKeepMs: value.MIRROR_KEEP_DAYS * DAY_MS,
    uninstallGraceMs: value.UNINSTALL_GRACE_DAYS * DAY_MS,
    metricsToken: value.METRICS_TOKEN,
    logLevel: value.LOG_LEVEL,
    production: value.NODE_ENV === 'production',
  });
}
