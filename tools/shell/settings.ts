import { UnusableError } from './unusable-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Without Intercom's credentials, and not in production, `npm start` runs Callcard against the local sandbox. */
export function runsInSandbox(environment: Environment): boolean {
  return (
    environment.NODE_ENV !== 'production' && !environment.INTERCOM_CLIENT_ID && !environment.INTERCOM_CLIENT_SECRET
  );
}

/**
 * The settings with which `npm start` runs Callcard here: beside the sandbox, those that the sandbox gives it.
 *
 * @throws UnusableError `settings_missing`
 */
export async function settingsOf(environment: Environment): Promise<Environment> {
  if (!runsInSandbox(environment)) return environment;
  const { settingsBeside } = await import('../../sandbox/start.ts');
  const settings = settingsBeside(environment);
  if (settings !== undefined) return { ...environment, ...settings };
  const message =
    'There are no credentials of Intercom in the settings, and the sandbox was never started in this folder. ' +
    'Run npm start once, or fill in .env.';
  throw new UnusableError('settings_missing', message);
}
