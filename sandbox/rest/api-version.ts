import { RestError } from './rest-error.ts';

/** What an app gets that names no version: the newest one this sandbox speaks. */
const USUAL_VERSION = '2.16';

const KNOWN = new Set([
  ...['1.0', '1.1', '1.2', '1.3', '1.4'],
  ...Array.from({ length: 17 }, (_, minor) => `2.${minor}`),
  ...['Preview', 'Unstable'],
]);

/** The minor version of 2.x in which an operation appeared. */
const SINCE: readonly { path: string; minor: number }[] = [
  { path: '/calls', minor: 14 },
  { path: '/fin_voice', minor: 15 },
  { path: '/app_install/status', minor: 2 },
];

/** Refuses an unknown `Intercom-Version`, and operations that the named one does not have yet. */
export function checkApiVersion(header: string | undefined, path: string): void {
  const version = header ?? USUAL_VERSION;
  if (!KNOWN.has(version)) {
    throw new RestError(400, 'intercom_version_invalid', `The requested version ${version} does not exist`);
  }
  const [major, minor] = version.split('.').map(Number);
  if (major === undefined || Number.isNaN(major)) return;
  const since = SINCE.find((operation) => path === operation.path || path.startsWith(`${operation.path}/`));
  if (since !== undefined && (major < 2 || (minor ?? 0) < since.minor)) {
    throw new RestError(400, 'intercom_version_invalid', 'Requested resource is not available in current API version.');
  }
}
