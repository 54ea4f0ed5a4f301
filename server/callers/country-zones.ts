import { getCountries } from 'libphonenumber-js/max';

// What Node knows of time zones comes with it and is kept by Unicode (CLDR); every zone is in one country there.
type LocaleWithZones = Intl.Locale & { getTimeZones(): string[] | undefined };

/** The time zones of a country (ISO 3166-1 alpha-2), by their names in the IANA database; none where they are not known. */
export function zonesOf(country: string): string[] {
  return (new Intl.Locale('und', { region: country }) as LocaleWithZones).getTimeZones() ?? [];
}

let countries: ReadonlyMap<string, string> | undefined;

/** The country (ISO 3166-1 alpha-2) of a time zone; undefined for UTC, the sea and what is no time zone. */
export function countryOfZone(timeZone: string): string | undefined {
  countries ??= new Map(getCountries().flatMap((country) => zonesOf(country).map((zone) => [zone, country] as const)));
  return countries.get(timeZone) ?? countries.get(currentName(timeZone) ?? '');
}

/** Zones have older and newer names: US/Pacific, Asia/Kolkata. */
function currentName(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
