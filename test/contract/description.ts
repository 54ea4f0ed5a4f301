import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { applyOverlay, type OverlayChanges } from './overlay.ts';

/** What this test reads of a schema; the keys it does not know are the validator's. */
export interface Schema {
  [keyword: string]: unknown;
  $ref?: string;
  type?: string;
  nullable?: boolean;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema?: Schema;
}

/** By media type. */
export type Content = Record<string, { schema?: Schema }>;

export interface Operation {
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content?: Content };
  /** By status, or `default`. */
  responses: Record<string, { $ref?: string; content?: Content }>;
}

/** The part of an OpenAPI 3.0 document that is checked against. */
export interface Description {
  /** By path template, then by lower-case method. */
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses?: Record<string, { content?: Content }> };
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A folder named `shared` beside the repository: Intercom's file is not ours to keep in it. */
const BESIDE_THE_REPOSITORY = resolve(ROOT, '../shared/intercom-openapi/intercom-2.16.yaml');

/**
 * The file with Intercom's description, or undefined when there is none here. A file that `INTERCOM_OPENAPI` names
 * must exist: whoever names one wants it checked.
 */
export function findDescription(environment: Record<string, string | undefined>, usual = BESIDE_THE_REPOSITORY) {
  const named = environment.INTERCOM_OPENAPI;
  if (named === undefined || named === '') return existsSync(usual) ? usual : undefined;
  const file = isAbsolute(named) ? named : resolve(ROOT, named);
  if (existsSync(file)) return file;
  throw new Error(`INTERCOM_OPENAPI names ${named}, and there is no such file. Set it to an OpenAPI YAML file.`);
}

/** Reads a description and mends it in memory; the file stays as it came. */
export function loadDescription(file: string): { description: Description; changes: OverlayChanges } {
  const parsed: unknown = parse(readFileSync(file, 'utf8'));
  if (!isDescription(parsed)) throw new Error(`${file} is not an OpenAPI description: it has no paths and schemas.`);
  spreadSharedParameters(parsed);
  return { description: parsed, changes: applyOverlay(parsed) };
}

/** A path may name parameters once for all its methods: given to each of them, so that a path holds methods only. */
function spreadSharedParameters({ paths }: Description): void {
  for (const methods of Object.values(paths) as Record<string, unknown>[]) {
    const { parameters: shared = [], ...operations } = methods as { parameters?: Parameter[] };
    delete methods.parameters;
    for (const operation of Object.values(operations as Record<string, Operation>)) {
      operation.parameters = [...shared, ...(operation.parameters ?? [])];
    }
  }
}

function isDescription(parsed: unknown): parsed is Description {
  const { paths, components } = (parsed ?? {}) as { paths?: unknown; components?: { schemas?: unknown } };
  return typeof paths === 'object' && paths !== null && typeof components?.schemas === 'object';
}
