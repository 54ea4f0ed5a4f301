import type { FactKey, FactStore, KeptFact } from '../../db/mirror-ports.ts';
import type { FactHistory } from './fact-history.ts';
import { namedIn } from './model-workspace.ts';

/** What was ever kept, by install: watches what is given out. */
export interface FactBook {
  watched(facts: FactStore): FactStore;
  /** Workspaces of which something was written since this was asked last. */
  takeChanged(): string[];
}

export const factName = ({ kind, key }: FactKey): string => `${kind} ${key}`;

export function createFactBook(options: {
  violate: (what: string) => void;
  /** Told of every change that took effect. */
  onChange: FactHistory['look'];
}): FactBook {
  const { violate, onChange } = options;
  const written = new Set<string>();
  const changed = new Set<string>();

  const entry = (workspaceId: string, epoch: number, key: FactKey, value: string) =>
    JSON.stringify([workspaceId, epoch, key.kind, key.key, value]);

  function note(workspaceId: string, epoch: number, key: FactKey, value: string | undefined): void {
    changed.add(workspaceId);
    if (value === undefined) return;
    written.add(entry(workspaceId, epoch, key, value));
    for (const name of namedIn(value)) {
      if (name !== workspaceId) violate(`the ${factName(key)} that is kept for ${workspaceId} is of ${name}`);
    }
  }

  function given(workspaceId: string, epoch: number, fact: KeptFact | undefined): void {
    if (fact?.value === undefined || written.has(entry(workspaceId, epoch, fact, fact.value))) return;
    violate(`the ${factName(fact)} that ${workspaceId} was given in epoch ${epoch} was not learned in it`);
  }

  return {
    takeChanged() {
      const ids = [...changed];
      changed.clear();
      return ids;
    },
    watched: (facts) => ({
      ...facts,
      async read(query) {
        const found = await facts.read(query);
        for (const fact of found) given(query.workspaceId, query.epoch, fact);
        return found;
      },
      async change(change) {
        const done = await facts.change(change);
        for (const [index, one] of change.changes.entries()) {
          if (!done[index]) continue;
          note(change.workspaceId, change.epoch, one, one.value);
          onChange(change.workspaceId, change.epoch, one);
        }
        return done;
      },
      async list(list) {
        const { workspaceId, epoch } = list;
        for (const { contactId: key, value } of list.contacts)
          note(workspaceId, epoch, { kind: 'contact', key }, value);
        return facts.list(list);
      },
      async removeContact(removal) {
        await facts.removeContact(removal);
        note(removal.workspaceId, removal.epoch, { kind: 'contact', key: removal.contactId }, undefined);
      },
    }),
  };
}
