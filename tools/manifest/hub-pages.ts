import { type AppManifest, PUBLIC_URL } from './manifest-schema.ts';

/** One page of the Developer Hub, with what to enter there, a line each. */
export interface HubPage {
  title: string;
  lines: string[];
}

/** Page by page, in the order of Intercom's menu. `publicUrl` has no slash at the end. */
export function hubPages(manifest: AppManifest, publicUrl: string): HubPage[] {
  const at = (address: string): string => address.replace(PUBLIC_URL, publicUrl);
  const { authentication, canvasKit, webhooks, installation } = manifest;
  const { initializeUrl, submitUrl, addToConversationDetails } = canvasKit.forTeammates;
  return [
    {
      title: 'Basic information',
      lines: [
        `App name: ${manifest.name}`,
        'Client ID: copy it to INTERCOM_CLIENT_ID',
        'Client secret: copy it to INTERCOM_CLIENT_SECRET',
      ],
    },
    {
      title: 'Authentication',
      lines: [
        `Use OAuth: ${authentication.useOAuth ? 'on' : 'off'}`,
        ...authentication.redirectUrls.map((url) => `Redirect URL: ${at(url)}`),
        'Permissions, and why (the reviewer asks):',
        ...authentication.permissions.map(({ name, reason }) => `  [x] ${name}: ${reason}`),
      ],
    },
    {
      title: 'API version',
      lines: [`Version: ${manifest.apiVersion}`],
    },
    {
      title: 'Webhooks',
      lines: [
        `Endpoint URL: ${at(webhooks.endpointUrl)}`,
        'Topics, each with the permission that it needs:',
        ...webhooks.topics.flatMap(({ permission, reason, names }) => [
          `  ${permission}: ${reason}`,
          ...names.map((name) => `    [x] ${name}`),
        ]),
      ],
    },
    {
      title: 'Canvas Kit > For teammates',
      lines: [
        `Add to conversation details: ${addToConversationDetails ? 'on' : 'off'}`,
        `Initialize flow webhook URL: ${at(initializeUrl)}`,
        `Submit flow webhook URL: ${at(submitUrl)}`,
      ],
    },
    {
      title: 'Canvas Kit > For users, leads and visitors',
      lines: ['Leave everything empty: Callcard is for teammates only'],
    },
    {
      title: 'Test & publish > Installation status',
      lines: [
        'Installation: directly from the Intercom App Store',
        `Direct installation URL: ${at(installation.directInstallationUrl)}`,
        `Health check URL: ${at(installation.healthCheckUrl)}`,
        `Uninstall notification URL: ${at(installation.uninstallUrl)}`,
      ],
    },
  ];
}
