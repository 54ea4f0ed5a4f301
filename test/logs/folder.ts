import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LOG_FILE = 'log.jsonl';
const SECRETS_FILE = 'secrets.jsonl';

/** What one run of the tests logged, and what must not be in it. Workers add to it at the same time. */
export interface LogFolder {
  addLog(text: string): void;
  addSecrets(secrets: readonly string[]): void;
  log(): string;
  secrets(): string[];
}

export function logFolder(path: string): LogFolder {
  const add = (name: string, text: string) => appendFileSync(join(path, name), text);
  const read = (name: string) => (existsSync(join(path, name)) ? readFileSync(join(path, name), 'utf8') : '');
  return {
    addLog: (text) => add(LOG_FILE, text),
    addSecrets: (secrets) => add(SECRETS_FILE, secrets.map((secret) => `${JSON.stringify(secret)}\n`).join('')),
    log: () => read(LOG_FILE),
    secrets: () =>
      read(SECRETS_FILE)
        .split('\n')
        .filter(Boolean)
        .map((line) => String(JSON.parse(line))),
  };
}
