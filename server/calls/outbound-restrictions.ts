import type { Destination, RestrictionBasis } from '../../canvas/phone/insight.ts';

/**
 * Where Intercom Phone restricts outbound calls by default, for some customers; Intercom Support can lift it. Calls in,
 * Messenger calls and calls of other phone systems are not meant. By country (ISO 3166-1 alpha-2), the prefix of E.164
 * as Intercom lists it; of Chile the mobile numbers only. Source: Intercom Help, Intercom Phone FAQs.
 */
const DOCUMENTED: Record<string, string> = {
  AF: '937',
  AG: '1268',
  AI: '1264',
  AL: '355',
  AO: '244',
  AZ: '994',
  BB: '1246',
  BF: '226',
  BI: '257',
  BJ: '229',
  BM: '1441',
  BS: '1242',
  BW: '267',
  BZ: '501',
  CD: '243',
  CF: '236',
  CG: '242',
  CL: '569',
  CM: '237',
  CU: '53',
  CV: '238',
  DJ: '253',
  DM: '1767',
  EE: '372',
  ER: '291',
  ET: '251',
  FK: '500',
  GA: '241',
  GD: '1473',
  GH: '233',
  GM: '220',
  GN: '224',
  GW: '245',
  HN: '504',
  HT: '509',
  JM: '1876',
  KE: '254',
  KM: '269',
  KN: '1869',
  KY: '1345',
  LC: '1758',
  LR: '231',
  LS: '266',
  LT: '370',
  LV: '371',
  LY: '218',
  MA: '212',
  MG: '261',
  ML: '223',
  MN: '976',
  MR: '222',
  MS: '1664',
  MU: '230',
  MV: '960',
  MW: '265',
  MZ: '258',
  NA: '264',
  NE: '227',
  PS: '970',
  RE: '262',
  RS: '381',
  RW: '250',
  SC: '248',
  SD: '249',
  SH: '290',
  SL: '232',
  SN: '221',
  SS: '211',
  ST: '239',
  SZ: '268',
  TA: '290',
  TC: '1649',
  TD: '235',
  TG: '228',
  TO: '676',
  TT: '1868',
  UG: '256',
  VC: '1784',
  VG: '1284',
  VI: '1340',
  VU: '678',
  YT: '262',
  ZM: '260',
  ZW: '263',
};

/**
 * Places that the list names with a prefix that is none of theirs in E.164 - Guam as +671, Puerto Rico as +787 and +939,
 * which are Russian and Afghan numbers - or with a part of theirs: +937 are the mobile numbers of Afghanistan.
 */
const INFERRED: Record<string, readonly string[]> = {
  AF: ['93'],
  GU: ['1671'],
  MP: ['1670'],
  PR: ['1787', '1939'],
};

/** Listed for the Northern Mariana Islands, and the country code of Timor-Leste. */
const UNCERTAIN: Record<string, string> = { TL: '670' };

interface Restriction {
  destination: Destination;
  /** With its plus. */
  prefix: string;
  basis: RestrictionBasis;
}

export const RESTRICTIONS: readonly Restriction[] = [
  ...countriesByPrefix(DOCUMENTED, 'documented'),
  // Of no country: the universal freephone numbers, not the toll-free ones of the United States.
  { destination: { type: 'universal_freephone' }, prefix: '+800', basis: 'documented' },
  ...Object.entries(INFERRED).flatMap(([country, prefixes]) =>
    prefixes.flatMap((prefix) => countriesByPrefix({ [country]: prefix }, 'inferred')),
  ),
  // Listed as +900, which is no country code: a Turkish number with its trunk zero begins so.
  { destination: { type: 'pay_per_call' }, prefix: '+1900', basis: 'inferred' },
  ...countriesByPrefix(UNCERTAIN, 'uncertain'),
];

/** Two places can share a prefix: Mayotte and Réunion, St. Helena and Tristan da Cunha. */
function countriesByPrefix(prefixes: Record<string, string>, basis: RestrictionBasis): Restriction[] {
  const byPrefix = Map.groupBy(Object.entries(prefixes), ([, prefix]) => prefix);
  return [...byPrefix].map(([prefix, entries]) => ({
    destination: { type: 'countries', countries: entries.map(([country]) => country) },
    prefix: `+${prefix}`,
    basis,
  }));
}

const BY_PREFIX = new Map(RESTRICTIONS.map((one) => [one.prefix, one]));
const LONGEST = Math.max(...RESTRICTIONS.map(({ prefix }) => prefix.length));
const E164 = /^\+[1-9]\d{6,14}$/;

/** Whether calls out to a number (E.164) may be restricted: the longest prefix decides. Never that they are. */
export function restrictionOf(e164: string): Restriction | undefined {
  if (!E164.test(e164)) return undefined;
  for (let length = LONGEST; length > 1; length -= 1) {
    const found = BY_PREFIX.get(e164.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}
