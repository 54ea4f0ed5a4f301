import { z } from 'zod';
import { PROBLEMS, type ProblemCode } from '../problems.ts';
import { described, named } from './registry.ts';

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

export const problemSchema = named(
  'Problem',
  'Why there is no answer.',
  z.object({
    error: z.object({
      code: described(z.enum(codes), 'Stays the same in all versions.'),
      message: described(z.string(), 'What happened.'),
      next: described(z.string().optional(), 'What to do about it.'),
      requestId: described(z.string(), 'By which the request is found in the log of Callcard.', 'req-2a'),
      problems: described(
        z
          .array(
            z.object({
              in: z.enum(['path', 'body']),
              pointer: described(z.string(), 'JSON pointer (RFC 6901); empty for all of it.', '/phoneNumber'),
              message: z.string(),
            }),
          )
          .optional(),
        'With invalid_request: everything that is wrong.',
      ),
    }),
  }),
);
