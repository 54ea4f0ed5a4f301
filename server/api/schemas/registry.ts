import { z } from 'zod';

interface SchemaMeta {
  /** Its name among the schemas of the OpenAPI document; without one it is written out where it is used. */
  id?: string;
  description?: string;
  examples?: unknown[];
}

/** What the OpenAPI document says of schemas besides what they check. */
export const schemaMeta = z.registry<SchemaMeta>();

/** The schema, with words for whoever reads the document. */
export function described<T extends z.ZodType>(schema: T, description: string, example?: unknown): T {
  // One schema may be used in several places, for something else in each.
  const own = schema.clone();
  schemaMeta.add(own, { description, ...(example === undefined ? {} : { examples: [example] }) });
  return own;
}

/** The schema, under a name in the document. */
export function named<T extends z.ZodType>(id: string, description: string, schema: T): T {
  schemaMeta.add(schema, { id, description });
  return schema;
}
