import type { KeptFact } from '../../db/mirror-ports.ts';
import type { JobRun } from '../jobs/handler.ts';
import { judge, newAgreement, type ReadFact } from './evidence.ts';
import { hasEvidence } from './trust.ts';

/** What a reconcile finds out about the notifications. */
export interface Findings {
  /** Compares what was read with what was kept before. */
  add<Kind extends 'contact' | 'conversation'>(
    kind: Kind,
    kept: Pick<KeptFact, 'value' | 'versionMs' | 'learnedFrom' | 'learnedAtMs'>,
    read: ReadFact<Kind>,
  ): void;
  /** Writes it down where it is to be seen: whether notifications can be relied on. */
  write(): Promise<void>;
  missed(): boolean;
}

/**
 * One change that no notification told is enough: what is kept is then believed only as long as without notifications,
 * until one agrees again. Where nothing was believed because of them, there is nothing to take back.
 */
export function startFindings(run: JobRun, known: { agreedAtMs: number | undefined; missed: boolean }): Findings {
  const { store, clock, metrics } = run.deps;
  let { missed, agreedAtMs } = known;
  let written = agreedAtMs;

  return {
    add(kind, kept, read) {
      const nowMs = clock();
      const finding = judge(kind, kept, read, nowMs);
      if (finding === 'missed' && hasEvidence({ nowMs, agreedAtMs })) {
        metrics.evidence.inc({ result: 'missed' });
        missed = true;
        agreedAtMs = undefined;
      }
      if (finding === 'agreed' && !missed) {
        metrics.evidence.inc({ result: 'agreed' });
        agreedAtMs = newAgreement(kept.learnedAtMs, { agreedAtMs, nowMs }) ?? agreedAtMs;
      }
    },
    async write() {
      if (agreedAtMs === written) return;
      written = agreedAtMs;
      await store.mirrors.update(run.workspace, { agreedAtMs });
      if (agreedAtMs === undefined) {
        const { workspaceId } = run.workspace;
        run.log.warn({ workspaceId }, 'a notification of Intercom is missing: what is kept is believed for less long');
      }
    },
    missed: () => missed,
  };
}
