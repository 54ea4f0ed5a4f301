import type { IncomingMessage } from 'node:http';
import { REGIONS, type Region } from '../state/region.ts';

/** Stands for Intercom's regional hosts by path: `/eu/me` is `/me` asked of the European host. */
export interface RegionHosts {
  /** Fastify's `rewriteUrl`: takes the region off the address, so that one set of routes serves every host. */
  rewriteUrl(request: IncomingMessage): string;
  /** Undefined: the host that finds the region by itself. */
  regionOf(request: IncomingMessage): Region | undefined;
}

export function createRegionHosts(): RegionHosts {
  const regions = new WeakMap<IncomingMessage, Region>();
  return {
    rewriteUrl(request) {
      const url = request.url ?? '/';
      const region = REGIONS.find((each) => url.startsWith(`/${each}/`));
      if (region === undefined) return url;
      regions.set(request, region);
      return url.slice(region.length + 1);
    },
    regionOf: (request) => regions.get(request),
  };
}
