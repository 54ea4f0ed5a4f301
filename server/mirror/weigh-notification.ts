import type { Mirror } from '../../db/mirror-ports.ts';
import type { JobRun } from '../jobs/handler.ts';
import type { NotificationWork } from '../webhooks/change.ts';
import type { Applied } from './apply-contact.ts';
import { newAgreement } from './evidence.ts';
import { probe, type Told } from './probe.ts';

/** Intercom sends a notification again after a minute: one that comes later than this proves that they are late. */
const PROMPT_MS = 5 * 60_000;
/** How exactly it is written down when the last notification came: not with each. */
const WRITTEN_EVERY_MS = 60_000;

/**
 * Takes down that a notification came, and whether it is evidence that they arrive: it said what a read had said
 * before, or what a read says now.
 */
export async function weighNotification(
  run: JobRun,
  work: NotificationWork,
  applied: Applied | undefined,
): Promise<void> {
  const { store, metrics, clock } = run.deps;
  const mirror = await store.mirrors.find(run.workspace);
  const agrees = await isEvidence(run, { work, applied, mirror });
  if (agrees) metrics.evidence.inc({ result: 'agreed' });
  const agreedAtMs = agrees
    ? newAgreement(work.receivedAtMs, { agreedAtMs: mirror?.agreedAtMs, nowMs: clock() })
    : undefined;
  const sinceLastMs = work.receivedAtMs - (mirror?.notifiedAtMs ?? Number.NEGATIVE_INFINITY);
  if (agreedAtMs === undefined && sinceLastMs < WRITTEN_EVERY_MS) return;
  await store.mirrors.update(run.workspace, {
    notifiedAtMs: Math.max(work.receivedAtMs, mirror?.notifiedAtMs ?? 0),
    ...(agreedAtMs !== undefined && { agreedAtMs }),
  });
}

async function isEvidence(
  run: JobRun,
  seen: { work: NotificationWork; applied: Applied | undefined; mirror: Mirror | undefined },
): Promise<boolean> {
  const { work, applied, mirror } = seen;
  if (work.receivedAtMs - work.createdAtMs > PROMPT_MS) return false;
  if (applied?.verdict === 'same' && applied.kept?.learnedFrom === 'read') return true;
  const told = toldBy(work);
  return told !== undefined && (await probe(run, mirror, told));
}

function toldBy({ change }: NotificationWork): Told | undefined {
  const state =
    change.about === 'contact' ? change.contact : change.about === 'conversation' ? change.conversation : undefined;
  if (state?.updatedAtMs === undefined) return undefined;
  const about = change.about === 'contact' ? 'contact' : 'conversation';
  return { about, id: state.id, versionMs: state.updatedAtMs };
}
