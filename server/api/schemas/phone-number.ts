import { z } from 'zod';
import { resolveNumber } from '../../callers/resolve-number.ts';
import type { ProblemCode } from '../problems.ts';
import { described, named } from './registry.ts';

/** A number as the API was given it, read. */
export interface GivenNumber {
  e164: string;
  /** Undefined for a number in no range that is in use, as far as is known. */
  national: string | undefined;
  international: string | undefined;
  country: string | undefined;
}

const E164 = /^\+[1-9]\d{6,14}$/;

const HIDDEN: { problem: ProblemCode } = { problem: 'hidden_number' };

/** A phone number in E.164. Text that says that the caller withheld it is a problem of its own. */
export const e164Schema = described(
  z
    .string()
    .regex(E164, 'is not a phone number in E.164: a plus, the country code, the number')
    .superRefine((text, context) => {
      const found = resolveNumber(text, undefined);
      if (found.resolved || found.reason !== 'hidden') return;
      context.addIssue({ code: 'custom', message: 'says that the number is withheld', params: HIDDEN });
    })
    .transform((text, context): GivenNumber => {
      const number = givenNumber(text);
      if (number !== undefined) return number;
      context.addIssue({ code: 'custom', message: 'is not a number of any country' });
      return z.NEVER;
    }),
  'A phone number in E.164.',
);

/** One that is in no range in use, as far as is known, is looked up and handed over all the same: ranges are opened. */
function givenNumber(text: string): GivenNumber | undefined {
  const found = resolveNumber(text, undefined);
  const { international } = found;
  if (found.resolved) return { e164: found.e164, national: found.national, international, country: found.country };
  const [candidate] = found.candidates;
  if (found.reason !== 'not_in_use' || candidate === undefined) return undefined;
  return { e164: candidate, national: undefined, international, country: undefined };
}

export const phoneSchema = named(
  'Phone',
  'The number that was asked for.',
  z.object({
    e164: described(z.string(), 'As it is compared; old forms of a number become the present one.', '+442079460018'),
    national: described(z.string().nullable(), 'As it is written in its own country.', '020 7946 0018'),
    international: z.string().nullable(),
    country: described(z.string().nullable(), 'ISO 3166-1 alpha-2; null for numbers of no country.', 'GB'),
  }),
);
