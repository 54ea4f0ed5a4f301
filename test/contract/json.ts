export const JSON_TYPE = 'application/json';

/** Undefined when the text is no JSON, which is something else than JSON that says nothing. */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
