import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Description, Schema } from './description.ts';
import type { Mismatch } from './mismatch.ts';
import { unnamedKeys } from './unnamed-keys.ts';

/** What is wrong with a value, and where in it. */
export type Finding = Pick<Mismatch, 'pointer' | 'message' | 'value'>;

/** Compares a value with a schema of the description; empty when it is what the schema asks for. */
export type Findings = (schema: Schema, value: unknown) => Finding[];

const DESCRIPTION = 'intercom';

/** Null is always one branch of a nullable choice; that a value is not null says nothing about what is wrong. */
function isNullBranch({ keyword, params }: ErrorObject): boolean {
  return keyword === 'enum' && Array.isArray(params.allowedValues) && params.allowedValues.every((one) => one === null);
}

function findingOf(error: ErrorObject): Finding {
  const { instancePath, keyword, params, message = keyword, data } = error;
  const pointer = instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  const allowed = keyword === 'enum' ? `: ${JSON.stringify(params.allowedValues)}` : '';
  return { pointer, message: `${message}${allowed}`, value: data };
}

/** Schemas are compiled when they are first needed: all of them together take many times as long. */
export function createFindings(description: Description): Findings {
  // The description names formats that its own examples break, such as relative addresses declared to be whole ones.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, verbose: true, logger: false });
  ajv.addSchema(description, DESCRIPTION, undefined, false);
  const compiled = new Map<Schema, ValidateFunction>();

  function validatorOf(schema: Schema): ValidateFunction {
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    const atHome: Schema = JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${DESCRIPTION}#/`));
    const validate = ajv.compile(atHome);
    compiled.set(schema, validate);
    return validate;
  }

  return (schema, value) => {
    const validate = validatorOf(schema);
    const errors = validate(value) ? [] : (validate.errors ?? []).filter((error) => !isNullBranch(error));
    const unnamed = unnamedKeys(description, schema, value).map((key) => ({ ...key, message: 'is not described' }));
    return [...errors.map(findingOf), ...unnamed];
  };
}
