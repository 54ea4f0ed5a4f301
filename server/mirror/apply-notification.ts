import { isBeforeInstall } from '../../db/intake-rules.ts';
import { NO_COUNTRY, readingCountryOf } from '../callers/reading-country.ts';
import { type JobHandler, type JobRun, UnknownWorkError } from '../jobs/handler.ts';
import { payloadOf } from '../jobs/payload.ts';
import type { NotificationWork } from '../webhooks/change.ts';
import { applyCall } from './apply-call.ts';
import { applyCompany, doubtCompanies, doubtTeammates, removeCompany } from './apply-company.ts';
import { type Applied, applyContact, applyContactTag, applyMerge, removeContact } from './apply-contact.ts';
import { applyConversation, doubtConversation, removeConversation } from './apply-conversation.ts';
import type { MirrorWriter } from './change-facts.ts';
import { weighNotification } from './weigh-notification.ts';

/**
 * The work of a notification: what is kept follows what it tells. Done twice it changes nothing more, and in whatever
 * order notifications come, nothing that is kept becomes older: what cannot be ordered is asked for again. Work that
 * came over from the install before is dropped: this one does not know what was already removed then.
 */
export const applyNotification: JobHandler = async (run) => {
  const work = payloadOf<NotificationWork>(run.job);
  if (isBeforeInstall(work, run.workspace)) return { done: true };
  const applied = await applyChange(await writerOf(run, work), work);
  await weighNotification(run, work, applied);
  run.deps.metrics.notificationLagSeconds.observe(Math.max(0, run.deps.clock() - work.createdAtMs) / 1000);
  return { done: true };
};

async function writerOf(
  { deps, workspace: { workspaceId, epoch } }: JobRun,
  work: NotificationWork,
): Promise<MirrorWriter> {
  const { store, clock } = deps;
  const { about } = work.change;
  const readsNumbers = about === 'contact' || about === 'merge';
  const { country } = readsNumbers ? await readingCountryOf(store.countries, workspaceId) : NO_COUNTRY;
  return {
    ...{ facts: store.facts, callerAnswers: store.callerAnswers, workspaceId, epoch, country, clock },
    ...{ learnedAtMs: work.receivedAtMs, learnedFrom: 'notification' },
  };
}

/** Undefined for what has no state to compare with. */
async function applyChange(writer: MirrorWriter, work: NotificationWork): Promise<Applied | undefined> {
  const { change, createdAtMs: happenedAtMs } = work;
  switch (change.about) {
    case 'contact':
      return applyContact(writer, change.contact);
    case 'merge':
      await applyMerge(writer, { ...change, happenedAtMs });
      return undefined;
    case 'contact_removed':
      await removeContact(writer, { ...change, happenedAtMs });
      return undefined;
    case 'contact_tag':
      await applyContactTag(writer, change);
      return undefined;
    case 'conversation':
      return applyConversation(writer, change.conversation, { alsoCalls: false });
    case 'conversation_part':
      await doubtConversation(writer, change);
      return undefined;
    case 'conversation_removed':
      await removeConversation(writer, { ...change, happenedAtMs });
      return undefined;
    case 'call':
      await applyCall(writer, change.call);
      return undefined;
    case 'company':
      await applyCompany(writer, change.company);
      return undefined;
    case 'company_removed':
      await removeCompany(writer, change.companyId);
      return undefined;
    case 'contact_companies':
      await doubtCompanies(writer, change.contactId);
      return undefined;
    case 'teammates':
      await doubtTeammates(writer);
      return undefined;
    default:
      throw new UnknownWorkError(`the change ${JSON.stringify((change as { about?: unknown }).about)}`);
  }
}
