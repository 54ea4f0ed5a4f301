import type { ConsentSource, Region } from '../../db/ports.ts';

export const REGIONS: readonly Region[] = ['us', 'eu', 'au'];

/** Where an install, or a sign-in, begins. It is kept with the state, so that every end of it can go back there. */
export interface InstallStart {
  region: Region;
  source: ConsentSource;
}

/** Reads `us`, `EU`, ...; undefined when it is no region that Callcard knows. */
export function readRegion(text: string | undefined): Region | undefined {
  const lower = text?.toLowerCase();
  return REGIONS.find((region) => region === lower);
}

/** The address that begins such an install. */
export function installPath(start: InstallStart): string {
  return `/install?region=${start.region}${start.source === 'appstore' ? '&from=appstore' : ''}`;
}
