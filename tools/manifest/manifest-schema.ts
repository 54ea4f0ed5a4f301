import { readFileSync } from 'node:fs';
import { z } from 'zod';

const FILE = new URL('../../app-manifest.json', import.meta.url);

/** Stands for where Callcard is reached, in every address of the manifest. */
export const PUBLIC_URL = '{PUBLIC_URL}';

const address = z.string().regex(/^\{PUBLIC_URL\}\/[^\s{}]*$/, `must be ${PUBLIC_URL} and a path`);

const areDifferent = (names: readonly string[]): boolean => new Set(names).size === names.length;

/**
 * `app-manifest.json`: a mirror of what is entered in Intercom's Developer Hub, which has no way to upload it. A
 * property that this does not know is a mistake.
 */
export const manifestSchema = z.strictObject({
  $comment: z.string(),
  name: z.string().min(1),
  apiVersion: z.string().regex(/^\d+\.\d+$/, 'must be a version such as 2.16'),
  authentication: z.strictObject({
    useOAuth: z.literal(true),
    /** The first one is Intercom's default. */
    redirectUrls: z.array(address).min(1),
    permissions: z
      .array(z.strictObject({ name: z.string().min(1), reason: z.string().min(10) }))
      .min(1)
      .refine((all) => areDifferent(all.map(({ name }) => name)), 'must name each permission once'),
  }),
  canvasKit: z.strictObject({
    forTeammates: z.strictObject({
      addToConversationDetails: z.boolean(),
      initializeUrl: address,
      submitUrl: address,
    }),
  }),
  webhooks: z.strictObject({
    endpointUrl: address,
    topics: z
      .array(
        z.strictObject({
          /** Without it Intercom does not send them. */
          permission: z.string().min(1),
          reason: z.string().min(10),
          names: z.array(z.string().regex(/^[a-z_]+(\.[a-z_]+)+$/, 'must be a topic such as call.ended')).min(1),
        }),
      )
      .min(1)
      .refine((groups) => areDifferent(groups.flatMap(({ names }) => names)), 'must name each topic once'),
  }),
  installation: z.strictObject({
    directInstallationUrl: address,
    healthCheckUrl: address,
    uninstallUrl: address,
  }),
});

export type AppManifest = z.infer<typeof manifestSchema>;

/** Throws when the file is not there or is not what it should be. */
export function readManifest(): AppManifest {
  return manifestSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
}
