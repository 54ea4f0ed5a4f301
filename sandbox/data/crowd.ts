import type { WorkspaceState } from '../state/workspace.ts';
import { addContact } from './people.ts';
import { DAY_MINUTES, startStory } from './story.ts';

// biome-ignore format: a table reads better in rows
const GIVEN_NAMES = [
  'Alba', 'Bram', 'Chidi', 'Dolores', 'Emre', 'Fatou', 'Gwen', 'Hiro', 'Ines', 'Jonas', 'Keiko', 'Lars', 'Mei', 'Nadia',
  'Oren', 'Paula', 'Qadir', 'Rhea', 'Søren', 'Tariq', 'Ulla', 'Vera', 'Wim', 'Xenia', 'Yara', 'Zoltán',
];
// biome-ignore format: a table reads better in rows
const FAMILY_NAMES = [
  'Abara', 'Brandt', 'Costa', 'Dubois', 'Eriksen', 'Farkas', 'Gallo', 'Haddad', 'Ito', 'Jansen', 'Kovač', 'Lindgren',
  'Mbeki', 'Novak', 'Oyelaran', 'Petit', 'Quiroga', 'Rossi', 'Sato', 'Tran', 'Usman', 'Vogel', 'Wójcik',
];
// biome-ignore format: a table reads better in rows
const AREA_CODES = [
  '201', '202', '203', '205', '206', '207', '208', '210', '212', '213', '214', '215', '216', '217', '218', '301', '302',
  '303', '304', '305', '307', '308', '310', '312', '313', '314', '315', '316', '317', '318', '401', '402', '404', '405',
  '406', '407', '408', '410', '412', '413', '414', '415', '417', '419', '501', '502', '503', '504', '505', '507', '508',
  '509', '510', '512', '513', '515', '516', '517', '518', '520',
];

/** The `index`th of the American numbers that are kept for fiction, 555-0100 to 555-0199 of every area. */
function fictional(index: number): { area: string; line: string } {
  const area = AREA_CODES[Math.floor(index / 100) % AREA_CODES.length] ?? '212';
  return { area, line: `01${String(index % 100).padStart(2, '0')}` };
}

const american = (write: (area: string, line: string) => string) => (index: number) => {
  const { area, line } = fictional(index);
  return write(area, line);
};
const last = (index: number, digits: number) => String(index % 10 ** digits).padStart(digits, '0');

/**
 * How people write phone numbers, the usual ways more often. Numbers abroad are from the ranges that Ofcom, Arcep, the
 * Bundesnetzagentur and ACMA keep for fiction.
 */
const WAYS: readonly ((index: number) => string | undefined)[] = [
  american((area, line) => `+1${area}555${line}`),
  american((area, line) => `+1 ${area} 555 ${line}`),
  american((area, line) => `(${area}) 555-${line}`),
  american((area, line) => `${area}-555-${line}`),
  american((area, line) => `${area}.555.${line}`),
  american((area, line) => `1-${area}-555-${line}`),
  american((area, line) => `+1 (${area}) 555-${line} ext. 7`),
  american((area, line) => ` ${area}555${line} `),
  american((area, line) => `tel:+1-${area}-555-${line}`),
  american((area, line) => `+1\u00a0${area}\u00a0555\u2011${line}`),
  (index) => `+44 20 7946 0${last(index, 3)}`,
  (index) => `0044 7700 900${last(index, 3)}`,
  (index) => `+33 6 39 98 ${last(index, 4).slice(0, 2)} ${last(index, 4).slice(2)}`,
  (index) => `+49 (0)30 23125${last(index, 3)}`,
  (index) => `+61 2 5550 ${last(index, 4)}`,
  american((area, line) => `${area} 555 ${line} (work, until 5)`),
  () => undefined,
  () => '',
  (index) => `see CRM ${index}`,
  () => 'anonymous',
];

/**
 * Adds so many made-up contacts, always the same ones: about one in five is a lead, some have no number or something
 * else in its place, and beyond some thousand of them people share numbers.
 */
export function addCrowd(workspace: WorkspaceState, count: number, nowMs: number): void {
  const story = startStory(workspace, nowMs);
  for (let index = 0; index < count; index += 1) {
    const given = GIVEN_NAMES[index % GIVEN_NAMES.length] ?? '';
    const family = FAMILY_NAMES[Math.floor(index / GIVEN_NAMES.length) % FAMILY_NAMES.length] ?? '';
    const way = WAYS[(index * 7) % WAYS.length];
    const phone = way?.(index);
    const isLead = index % 5 === 3;
    const createdDaysAgo = 1 + ((index * 13) % 700);
    addContact(story, {
      role: isLead ? 'lead' : 'user',
      name: `${given} ${family}`,
      email: `person-${index}@crowd.example`,
      createdDaysAgo,
      ...(phone === undefined ? {} : { phone }),
      ...(isLead ? {} : { externalId: `crowd-${index}` }),
      // Most have not been seen since they were made.
      ...(index % 4 === 0 ? { seenMinutesAgo: (createdDaysAgo * DAY_MINUTES) / 2 } : {}),
    });
  }
}
