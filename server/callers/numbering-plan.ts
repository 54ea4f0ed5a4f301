import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
  type NumberingPlan,
} from 'libphonenumber-js/max';

/** How a country's numbers are dialled. */
export interface Dialling {
  country: CountryCode;
  callingCode: string;
  /** What goes before a national number inside the country: 0, 1, 8, 06; undefined where nothing does. */
  trunkPrefix: string | undefined;
  /** What goes before a country code when calling abroad. */
  exitCode: RegExp;
}

const kept = new Map<CountryCode, Dialling>();

/** How numbers are dialled in a country (ISO 3166-1 alpha-2, any case); undefined for one that has no numbers. */
export function diallingIn(country: string | undefined): Dialling | undefined {
  const code = country?.trim().toUpperCase();
  if (code === undefined || !isSupportedCountry(code)) return undefined;
  const known = kept.get(code) ?? readPlan(code);
  kept.set(code, known);
  return known;
}

function readPlan(country: CountryCode): Dialling {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  // The library has the trunk prefix, its types leave it out.
  const plan = metadata.numberingPlan as NumberingPlan & { nationalPrefix(): string | undefined };
  return {
    country,
    callingCode: getCountryCallingCode(country),
    trunkPrefix: plan.nationalPrefix() || undefined,
    exitCode: new RegExp(`^(?:${plan.IDDPrefix()})`),
  };
}
