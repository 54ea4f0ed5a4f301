import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { FactKey } from '../mirror-ports.ts';
import { facts } from '../schema/postgres.ts';
import { givenAll } from './arrays.ts';
import { given } from './statements.ts';

/** These facts of a workspace, in a statement that is given `inColumns` of their keys. */
export const theseFacts = (): SQL | undefined =>
  and(
    eq(facts.workspaceId, given(facts.workspaceId, 'workspaceId')),
    sql`(${facts.kind}, ${facts.key}) in (
      select * from unnest(${givenAll(facts.kind, 'kinds')}, ${givenAll(facts.key, 'keys')}))`,
  );

export const inColumns = (keys: readonly FactKey[]) => ({
  kinds: keys.map(({ kind }) => kind),
  keys: keys.map(({ key }) => key),
});

export const nameOf = ({ kind, key }: FactKey): string => JSON.stringify([kind, key]);
