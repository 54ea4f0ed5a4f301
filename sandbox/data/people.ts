import type { CompanyState } from '../state/company.ts';
import type { ContactState } from '../state/contact.ts';
import { nextId } from '../state/next-id.ts';
import { upsertTag } from '../state/tag.ts';
import { DAY_MINUTES, type Story } from './story.ts';

export interface PlannedContact {
  role?: 'user' | 'lead';
  name?: string;
  email?: string;
  phone?: string;
  externalId?: string;
  companies?: CompanyState[];
  tags?: string[];
  city?: string;
  region?: string;
  country?: string;
  createdDaysAgo: number;
  seenMinutesAgo?: number;
  ownerId?: string;
  notes?: { bodyHtml: string; daysAgo: number; adminId: string }[];
}

export function addContact(story: Story, plan: PlannedContact): ContactState {
  const { workspace } = story;
  const createdAtMs = story.minutesAgo(plan.createdDaysAgo * DAY_MINUTES);
  const seenAtMs = plan.seenMinutesAgo === undefined ? undefined : story.minutesAgo(plan.seenMinutesAgo);
  const contact: ContactState = {
    id: nextId(workspace, 'contact'),
    role: plan.role ?? 'user',
    externalId: plan.externalId,
    name: plan.name,
    email: plan.email,
    phone: plan.phone,
    ownerId: plan.ownerId,
    createdAtMs,
    updatedAtMs: seenAtMs ?? createdAtMs,
    signedUpAtMs: plan.role === 'lead' ? undefined : createdAtMs,
    lastSeenAtMs: seenAtMs,
    lastRepliedAtMs: seenAtMs,
    lastContactedAtMs: undefined,
    unsubscribedFromEmails: false,
    location: { city: plan.city, region: plan.region, country: plan.country },
    customAttributes: {},
    tags: (plan.tags ?? []).map((name) => ({
      tagId: upsertTag(workspace, name).id,
      appliedAtMs: createdAtMs,
      adminId: workspace.installingAdminId,
    })),
    companyIds: (plan.companies ?? []).map(({ id }) => id),
    archived: false,
    blocked: false,
    mergedIntoId: undefined,
  };
  workspace.contacts.set(contact.id, contact);
  for (const note of plan.notes ?? []) {
    const id = nextId(workspace, 'note');
    const noteAtMs = story.minutesAgo(note.daysAgo * DAY_MINUTES);
    workspace.notes.set(id, {
      id,
      contactId: contact.id,
      adminId: note.adminId,
      bodyHtml: note.bodyHtml,
      createdAtMs: noteAtMs,
    });
  }
  return contact;
}

export function addCompany(
  story: Story,
  plan: {
    id: string;
    name: string;
    plan?: string;
    monthlySpend: number;
    userCount: number;
    size?: number;
    industry?: string;
    website?: string;
    createdDaysAgo: number;
  },
): CompanyState {
  const createdAtMs = story.minutesAgo(plan.createdDaysAgo * DAY_MINUTES);
  const company: CompanyState = {
    id: plan.id,
    companyId: `cust-${plan.id.slice(-4)}`,
    name: plan.name,
    plan: plan.plan,
    monthlySpend: plan.monthlySpend,
    userCount: plan.userCount,
    size: plan.size,
    industry: plan.industry,
    website: plan.website,
    createdAtMs,
    updatedAtMs: createdAtMs,
  };
  story.workspace.companies.set(company.id, company);
  return company;
}
