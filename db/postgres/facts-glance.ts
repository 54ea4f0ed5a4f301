import { and, eq } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { FactStore } from '../mirror-ports.ts';
import { facts, mirrors } from '../schema/postgres.ts';
import type { Connections } from './connect.ts';
import { inColumns, nameOf, theseFacts } from './fact-keys.ts';
import { given, keptStatements } from './statements.ts';

function prepare(db: NodePgDatabase) {
  const generations = db
    .select({ kind: facts.kind, key: facts.key, generation: facts.generation })
    .from(facts)
    .where(and(theseFacts(), eq(facts.epoch, given(facts.epoch, 'epoch'))))
    .prepare('facts_glance');

  const agreed = db
    .select({ agreedAtMs: mirrors.agreedAtMs })
    .from(mirrors)
    .where(
      and(
        eq(mirrors.workspaceId, given(mirrors.workspaceId, 'workspaceId')),
        eq(mirrors.epoch, given(mirrors.epoch, 'epoch')),
      ),
    )
    .prepare('facts_glance_agreed');

  return { generations, agreed };
}

/** Whether anything changed. It is asked for with every card that was drawn before. */
export function factGlance({ answer }: Connections): Pick<FactStore, 'glance'> {
  const statements = keptStatements(prepare);
  return {
    glance: ({ workspaceId, epoch, keys }) =>
      answer('glance at facts', async (db) => {
        const { generations, agreed } = statements(db);
        const found = await generations.execute({ workspaceId, epoch, ...inColumns(keys) });
        const byName = new Map(found.map((row) => [nameOf(row), row.generation]));
        const [mirror] = await agreed.execute({ workspaceId, epoch });
        return {
          generations: keys.map((key) => byName.get(nameOf(key))),
          agreedAtMs: mirror?.agreedAtMs ?? undefined,
        };
      }),
  };
}
