import { type Config, ConfigError, readConfig } from '../../server/config.ts';
import { type Environment, runsInSandbox, settingsOf } from '../shell/settings.ts';
import { UnusableError } from '../shell/unusable-error.ts';
import { type Finding, findingsIn } from './finding.ts';

const { ok, warning, problem } = findingsIn('settings');

/** All settings at once. Without `config` nothing else can be looked into. */
export async function checkSettings(environment: Environment): Promise<{ findings: Finding[]; config?: Config }> {
  try {
    const config = readConfig(await settingsOf(environment));
    return { config, findings: [aboutIntercom(config, environment), aboutKeys(config), ...aboutSecrets(config)] };
  } catch (error) {
    const again = 'Mend it, then run this again: nothing else was looked into.';
    if (error instanceof ConfigError) return { findings: error.problems.map((text) => problem(text, again)) };
    if (error instanceof UnusableError) return { findings: [problem(error.message, again)] };
    throw error;
  }
}

/** Whether these settings lead to Intercom itself. */
export function isRealIntercom({ intercom }: Config): boolean {
  return Object.values(intercom.apiUrls).every((url) => new URL(url).hostname.endsWith('.intercom.io'));
}

function aboutIntercom(config: Config, environment: Environment): Finding {
  const { clientId, apiUrls } = config.intercom;
  if (runsInSandbox(environment))
    return ok(`No credentials of Intercom: Callcard runs against the sandbox at ${apiUrls.us}`);
  if (isRealIntercom(config)) return ok(`All can be used; the app in Intercom is ${clientId}`);
  return warning(
    `All can be used, but INTERCOM_API_URL sends the requests of every region to ${apiUrls.us}`,
    'Leave INTERCOM_API_URL out unless that is a test.',
  );
}

/** `readConfig` has made sure of the lengths. */
function aboutKeys({ tokenKeys }: Config): Finding {
  const [first, ...others] = tokenKeys;
  const size = `${first.key.length} bytes`;
  if (others.length === 0) return ok(`TOKEN_KEYS has 1 key of ${size}, ${first.id}`);
  const readers = others.map(({ id }) => id).join(', ');
  return ok(`TOKEN_KEYS has ${tokenKeys.length} keys of ${size}: ${first.id} writes, ${readers} only for reading`);
}

function aboutSecrets({ intercom }: Config): Finding[] {
  if (intercom.clientSecrets.length === 1) return [];
  return [
    warning(
      'INTERCOM_CLIENT_SECRET_PREVIOUS is still set: requests signed with it are accepted',
      'Take it out once the log no longer says "signed with the previous client secret".',
    ),
  ];
}
