import type { Content, Description, Schema } from './description.ts';

/**
 * Visits every schema of a description once, inner ones first, so that a visitor may rewrite what it is given. Knows
 * where schemas stand: a property that is named like a keyword is not mistaken for one.
 */
export function eachSchema(description: Description, visit: (schema: Schema) => void): void {
  const seen = new Set<Schema>();
  const into = (schema: Schema | boolean | undefined): void => {
    if (typeof schema !== 'object' || schema === null || seen.has(schema)) return;
    seen.add(schema);
    for (const property of Object.values(schema.properties ?? {})) into(property);
    for (const branch of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) into(branch);
    into(schema.items);
    into(schema.additionalProperties);
    visit(schema);
  };
  const intoContent = (content: Content | undefined) => {
    for (const { schema } of Object.values(content ?? {})) into(schema);
  };
  for (const schema of Object.values(description.components.schemas)) into(schema);
  for (const response of Object.values(description.components.responses ?? {})) intoContent(response.content);
  for (const operation of Object.values(description.paths).flatMap((methods) => Object.values(methods))) {
    for (const parameter of operation.parameters ?? []) into(parameter.schema);
    intoContent(operation.requestBody?.content);
    for (const response of Object.values(operation.responses)) intoContent(response.content);
  }
}
