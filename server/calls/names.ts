import type { Directory } from '../../canvas/facts.ts';
import type { Who } from '../../canvas/phone/call-log.ts';

/** The team by the names that the call log uses. */
export interface Names {
  has(name: string): boolean;
  /** With the id, where exactly one teammate is called so. */
  whoIs(name: string): Who;
}

export function namesOf(directory: Directory | undefined): Names {
  const idsByName = new Map<string, string[]>();
  for (const { id, name } of directory?.teammates.values() ?? []) {
    const key = keyOf(name);
    idsByName.set(key, [...(idsByName.get(key) ?? []), id]);
  }
  return {
    has: (name) => idsByName.has(keyOf(name)),
    whoIs(name) {
      const [teammateId, ...others] = idsByName.get(keyOf(name)) ?? [];
      return { name, teammateId: others.length === 0 ? teammateId : undefined };
    },
  };
}

const keyOf = (name: string) => name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
