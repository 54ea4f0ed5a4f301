import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDatabaseUrl } from '../../db/database-url.ts';
import { ROOT } from './production.ts';

interface Service {
  build?: { dockerfile: string };
  environment: Record<string, string>;
  env_file?: string;
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

const text = readFileSync(join(ROOT, 'compose.yaml'), 'utf8');
// Anchors are merged where they are named, as Compose does.
const { services, configs }: { services: Record<string, Service>; configs: Record<string, { content: string }> } =
  parse(text, { merge: true });
const instances = Object.entries(services).filter(([, service]) => service.build !== undefined);

describe('compose.yaml', () => {
  test('runs two instances that differ in nothing but their names, and the proxy knows both', () => {
    const [one, two] = instances;
    expect(instances).toHaveLength(2);
    expect(two?.[1]).toEqual(one?.[1]);
    for (const [name, service] of instances) {
      expect(service.build?.dockerfile).toBe('deploy/Dockerfile');
      expect(configs.caddyfile?.content).toContain(`${name}:3000`);
      expect(services.proxy?.depends_on?.[name]).toEqual({ condition: 'service_healthy' });
    }
  });

  test('gives the instances a database that they can read the address of, once it is there', () => {
    for (const [, { environment, depends_on }] of instances) {
      const url = (environment.DATABASE_URL ?? '').replace(/\$\{[^}]+\}/, 'password');
      expect(readDatabaseUrl(url)).toEqual({
        dialect: 'postgres',
        url: 'postgres://callcard:password@postgres:5432/callcard',
      });
      expect(depends_on?.postgres).toEqual({ condition: 'service_healthy' });
    }
    expect(services.postgres?.healthcheck?.test).toContain('pg_isready');
  });

  test('opens nothing but the proxy to the outside', () => {
    expect(Object.keys(services).filter((name) => services[name]?.ports !== undefined)).toEqual(['proxy']);
  });

  test('holds no secret: each comes from callcard.env', () => {
    const secrets = [...text.matchAll(/^.*(?:PASSWORD|SECRET|KEYS).*$/gm)].map(([line]) => line.replace(/^\s*#.*/, ''));
    for (const line of secrets.filter(Boolean)) expect(line).toContain('${POSTGRES_PASSWORD:?');
    for (const [, service] of instances) expect(service.env_file).toBe('callcard.env');
  });
});
