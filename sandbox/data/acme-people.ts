import type { ContactState } from '../state/contact.ts';
import { addCompany, addContact } from './people.ts';
import { DAY_MINUTES, HOUR_MINUTES, type Story } from './story.ts';

export type AcmePeople = Record<
  'jo' | 'priya' | 'marcus' | 'dana' | 'sam' | 'anonymous' | 'lena' | 'tomas' | 'aiko' | 'walter' | 'unknown' | 'grace',
  ContactState
>;

const ADA = '5010001';
const BO = '5010002';

export function addAcmePeople(story: Story): AcmePeople {
  const lumen = addCompany(story, {
    id: '66b0c1d2e3f4a5b6c7d80001',
    name: 'Lumen Labs',
    plan: 'Scale',
    monthlySpend: 1200,
    userCount: 14,
    size: 85,
    industry: 'Lighting',
    website: 'https://lumenlabs.example',
    createdDaysAgo: 700,
  });
  const harbor = addCompany(story, {
    id: '66b0c1d2e3f4a5b6c7d80002',
    name: 'Harbor Freight Forwarding',
    plan: 'Growth',
    monthlySpend: 480,
    userCount: 6,
    size: 40,
    createdDaysAgo: 420,
  });
  const bell = addCompany(story, {
    id: '66b0c1d2e3f4a5b6c7d80003',
    name: 'Bell & Daughters Bakery',
    plan: 'Starter',
    monthlySpend: 49,
    userCount: 2,
    createdDaysAgo: 260,
  });
  const kessler = addCompany(story, {
    id: '66b0c1d2e3f4a5b6c7d80004',
    name: 'Kessler Maschinenbau GmbH',
    plan: 'Enterprise',
    monthlySpend: 9800,
    userCount: 210,
    size: 1400,
    industry: 'Manufacturing',
    createdDaysAgo: 1000,
  });
  const rivera = addCompany(story, {
    id: '66b0c1d2e3f4a5b6c7d80005',
    name: 'Rivera Consulting',
    monthlySpend: 0,
    userCount: 1,
    createdDaysAgo: 90,
  });

  const jo = addContact(story, {
    name: 'Jo Vance',
    email: 'jo.vance@lumenlabs.example',
    phone: '+1 415 555 0100',
    externalId: 'user-1001',
    companies: [lumen],
    tags: ['VIP'],
    city: 'San Francisco',
    region: 'California',
    country: 'United States',
    createdDaysAgo: 690,
    seenMinutesAgo: 25,
    ownerId: BO,
    notes: [
      { bodyHtml: '<p>Prefers a phone call over email. Renewal is in the spring.</p>', daysAgo: 40, adminId: BO },
      { bodyHtml: '<p>Asked for a discount for 20 more seats.</p>', daysAgo: 12, adminId: ADA },
    ],
  });
  const priya = addContact(story, {
    name: 'Priya Raman',
    email: 'priya@harborff.example',
    phone: '+14155550111',
    externalId: 'user-1002',
    companies: [harbor],
    city: 'Oakland',
    region: 'California',
    country: 'United States',
    createdDaysAgo: 400,
    seenMinutesAgo: 3 * HOUR_MINUTES,
  });
  // One bakery line, two people: the same number, written differently.
  const marcus = addContact(story, {
    name: 'Marcus Bell',
    email: 'marcus@bellbakery.example',
    phone: '(212) 555-0142',
    externalId: 'user-1003',
    companies: [bell],
    city: 'New York',
    region: 'New York',
    country: 'United States',
    createdDaysAgo: 250,
    seenMinutesAgo: 2 * DAY_MINUTES,
  });
  const dana = addContact(story, {
    role: 'lead',
    name: 'Dana Bell',
    email: 'dana@bellbakery.example',
    phone: '+12125550142',
    createdDaysAgo: 30,
    seenMinutesAgo: 6 * DAY_MINUTES,
  });
  const sam = addContact(story, { role: 'lead', name: 'Sam Okafor', phone: '+13105550177', createdDaysAgo: 1 });
  const anonymous = addContact(story, { role: 'lead', phone: 'anonymous', createdDaysAgo: 2 });
  const lena = addContact(story, {
    name: 'Lena Fischer',
    email: 'lena.fischer@kessler.example',
    phone: '+49 30 901820',
    externalId: 'user-1004',
    companies: [kessler],
    tags: ['VIP', 'Churn risk'],
    city: 'Berlin',
    region: 'Berlin',
    country: 'Germany',
    createdDaysAgo: 980,
    seenMinutesAgo: 20 * HOUR_MINUTES,
  });
  const tomas = addContact(story, {
    name: 'Tomás Rivera',
    email: 'tomas@rivera.example',
    externalId: 'user-1005',
    companies: [rivera, lumen],
    city: 'Austin',
    region: 'Texas',
    country: 'United States',
    createdDaysAgo: 88,
    seenMinutesAgo: 5 * HOUR_MINUTES,
  });
  const aiko = addContact(story, {
    name: 'Aiko Tanaka',
    email: 'aiko.tanaka@minato.example',
    phone: '+81 3-1234-5678',
    externalId: 'user-1006',
    city: 'Tokyo',
    country: 'Japan',
    createdDaysAgo: 150,
    seenMinutesAgo: 9 * HOUR_MINUTES,
  });
  const walter = addContact(story, {
    name: 'Walter Maximilian Featherstonehaugh-Nguyen',
    email: 'walter.maximilian.featherstonehaugh-nguyen@long-department-name.institute.example',
    phone: '1-646-555-0190',
    externalId: 'user-1007',
    createdDaysAgo: 320,
    seenMinutesAgo: 4 * DAY_MINUTES,
  });
  const unknown = addContact(story, { role: 'lead', phone: '+16465550123', createdDaysAgo: 0.1 });
  const grace = addContact(story, {
    name: 'Grace Hall',
    email: 'grace@hallandhall.example',
    phone: '+1 (617) 555-0134 ext. 12',
    externalId: 'user-1008',
    companies: [lumen],
    city: 'Boston',
    region: 'Massachusetts',
    country: 'United States',
    createdDaysAgo: 510,
    seenMinutesAgo: 7 * HOUR_MINUTES,
  });
  // Once a lead of its own; Intercom answers 410 for it and names Jo.
  const oldJo = addContact(story, { role: 'lead', name: 'Jo V.', phone: '+14155550100', createdDaysAgo: 695 });
  oldJo.mergedIntoId = jo.id;
  return { jo, priya, marcus, dana, sam, anonymous, lena, tomas, aiko, walter, unknown, grace };
}
