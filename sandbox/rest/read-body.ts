import { z } from 'zod';
import { RestError } from './rest-error.ts';

/** Intercom's schemas say string, its examples send numbers: both are taken. */
export const idSchema = z.union([z.string().min(1), z.int().transform(String)]);

/** Unix seconds. */
export const secondsSchema = z.int().min(0);

/** Reads a request's body or query; refuses as Intercom does, naming the field. */
export function readBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || undefined;
  const missing = field !== undefined && issue?.path.length === 1 && !((issue.path[0] as string) in Object(body ?? {}));
  throw missing
    ? new RestError(400, 'parameter_not_found', `${field} is required`, { field })
    : new RestError(400, 'parameter_invalid', `${field ?? 'body'}: ${issue?.message ?? 'is invalid'}`, { field });
}
