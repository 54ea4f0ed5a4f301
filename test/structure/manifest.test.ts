import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { INTERCOM_VERSION } from '../../server/intercom/transport.ts';

const manifest = z
  .object({
    apiVersion: z.string(),
    authentication: z.object({
      redirectUrls: z.array(z.string()).min(1),
      permissions: z.array(z.object({ name: z.string(), reason: z.string().min(10) })),
    }),
    canvasKit: z.object({ forTeammates: z.object({ initializeUrl: z.string(), submitUrl: z.string() }) }),
    installation: z.object({ directInstallationUrl: z.string() }),
  })
  .parse(JSON.parse(readFileSync(new URL('../../app-manifest.json', import.meta.url), 'utf8')));

test('the manifest asks for the API version that every request names', () => {
  expect(manifest.apiVersion).toBe(INTERCOM_VERSION);
});

test('Canvas Kit’s forced permissions are in the manifest', () => {
  const names = manifest.authentication.permissions.map((one) => one.name);
  expect(names).toEqual(
    expect.arrayContaining([
      'Read and list users and companies',
      'Read conversations',
      'Read admins',
      'Gather App data',
    ]),
  );
});
