import type { Description, Operation } from './description.ts';

/** A concrete request, matched with what it asks for. */
export interface MatchedOperation {
  /** `GET /contacts/{contact_id}`. */
  name: string;
  template: string;
  method: string;
  operation: Operation;
  /** What stands in the path for each of its parameters, decoded. */
  ids: Record<string, string>;
}

const isParameter = (segment: string) => segment.startsWith('{');

/** What fills the template's parameters, when the path fits it. */
function idsOf(template: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [template.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const ids: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (isParameter(segment) && value !== '') ids[segment.slice(1, -1)] = decodeURIComponent(value);
    else if (segment !== value) return undefined;
  }
  return ids;
}

/** Words rank before parameters from the left, so that `/contacts/search` is never the contact named "search". */
function byLiteralSegments(a: string, b: string): number {
  const shape = (template: string) => template.split('/').map((segment) => (isParameter(segment) ? '1' : '0'));
  return shape(a).join('').localeCompare(shape(b).join(''));
}

export type Matcher = (method: string, path: string) => MatchedOperation | undefined;

/** Finds the operation that a method and a path (no query) ask for; undefined when none is described. */
export function createMatcher(description: Description): Matcher {
  const templates = Object.keys(description.paths).sort(byLiteralSegments);
  return (method, path) => {
    for (const template of templates) {
      const operation = description.paths[template]?.[method.toLowerCase()];
      const ids = operation === undefined ? undefined : idsOf(template, path);
      if (operation !== undefined && ids !== undefined) {
        return { name: `${method} ${template}`, template, method: method.toLowerCase(), operation, ids };
      }
    }
    return undefined;
  };
}
