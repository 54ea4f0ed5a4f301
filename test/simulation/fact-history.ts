import type { KeptFact } from '../../db/mirror-ports.ts';
import { readFact } from '../../server/mirror/fact-values.ts';
import { factName } from './fact-book.ts';
import { serialIn } from './model-workspace.ts';

/** The newest that was ever kept of each fact, and of each thing in it: within an install nothing gets older. */
export interface FactHistory {
  look(workspaceId: string, epoch: number, fact: Pick<KeptFact, 'kind' | 'key' | 'value' | 'versionMs'>): void;
}

export function createFactHistory(options: {
  violate: (what: string) => void;
  isExcused: (workspaceId: string, name: string) => boolean;
}): FactHistory {
  const newest = new Map<string, number>();

  return {
    look(workspaceId, epoch, fact) {
      const { kind, value, versionMs } = fact;
      const name = factName(fact);
      const mustNotGoBack = (what: string, now: number | undefined) => {
        if (now === undefined) return;
        const key = JSON.stringify([workspaceId, epoch, name, what]);
        const before = newest.get(key) ?? Number.NEGATIVE_INFINITY;
        newest.set(key, Math.max(before, now));
        if (now < before) options.violate(`${what} of ${name} in ${workspaceId} went back from ${before} to ${now}`);
      };
      mustNotGoBack('the version', versionMs);
      if (value === undefined) return;
      if (kind === 'contact' || (kind === 'company' && !options.isExcused(workspaceId, name))) {
        mustNotGoBack('the content', serialIn(value));
      }
      if (kind === 'conversations') {
        for (const { id, updatedAtMs } of readFact(kind, value)) mustNotGoBack(`head ${id}`, updatedAtMs);
      }
      if (kind === 'calls') {
        for (const { id, answeredAtMs, endedAtMs } of readFact(kind, value)) {
          mustNotGoBack(`call ${id}`, [answeredAtMs, endedAtMs].filter((time) => time !== undefined).length);
        }
      }
    },
  };
}
