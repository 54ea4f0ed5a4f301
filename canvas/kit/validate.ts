import { type CheckContext, checkUnknown, type Location, missing, wrongType } from './check-context.ts';
import { checkFirstCanvas } from './check-first-canvas.ts';
import { checkComponent } from './check-shape.ts';
import { checkUrl } from './check-value.ts';
import type { Issue } from './issue.ts';
import { copyJson, isObject, isPlainObject, type Json, type JsonObject, type JsonProblem, jsonBytes } from './json.ts';
import { LIMITS } from './limits.ts';

export interface ValidateOptions {
  location: Location;
  /** Whether this is what an app shows before anything was clicked. Only the inbox asks more of that one. */
  first: boolean;
}

/** The members of a canvas, each with the most bytes of JSON it may have. */
const MEMBERS = [
  { key: 'content', maxBytes: LIMITS.contentBytes },
  { key: 'content_url', maxBytes: LIMITS.contentUrlBytes },
  { key: 'stored_data', maxBytes: LIMITS.storedDataBytes },
] as const;

const MESSAGES: Readonly<Record<JsonProblem['code'], string>> = {
  not_json: 'Send null, a boolean, a finite number, a string, an array or a plain object: JSON has nothing else.',
  unreadable: 'Replace this by plain data: reading it threw an error.',
  cycle: 'Break the circle: JSON cannot hold an object that contains itself.',
  too_deep: `Flatten this: more than ${LIMITS.nestingDepth} levels are not checked.`,
  too_large: 'Shorten this: keep ids in it and look the rest up when it is needed.',
};

/**
 * Everything that Intercom, or its review, would refuse in a canvas; an empty array when there is nothing.
 *
 * Takes any value and never throws. Every pointer of an issue leads to something that is there.
 */
export function validateCanvas(canvas: unknown, options: ValidateOptions): Issue[] {
  const issues: Issue[] = [];
  const context: CheckContext = { location: options.location, ids: new Map(), add: (issue) => issues.push(issue) };
  const root = readRoot(canvas, context);
  if (root === undefined) return issues;

  // What could not be copied is null in the copy. It has its issue; checks that stumble over the null add nothing.
  const spoiled = new Set(issues.map((issue) => issue.pointer));
  context.add = (issue) => {
    if (!spoiled.has(issue.pointer)) issues.push(issue);
  };
  const { content, content_url: contentUrl, stored_data: storedData } = root;
  if (contentUrl !== undefined) checkContentUrl(context, contentUrl);
  else if (content === undefined) missing(context, '', 'canvas', 'content', 'it cannot be drawn otherwise');
  // Content too large to copy was cut off; what is missing from it then says nothing.
  const isFirst = options.first && options.location === 'inbox';
  if (content !== undefined && !spoiled.has('/content')) checkContent(context, content, isFirst);
  if (storedData !== undefined && !isObject(storedData)) wrongType(context, '/stored_data', 'an object', storedData);
  checkSizes(context, root);
  return issues;
}

/** Copies the members a canvas may have, each by itself, so that one too large does not hide the others. */
function readRoot(canvas: unknown, context: CheckContext): JsonObject | undefined {
  const refuse = ({ pointer, code, got }: JsonProblem, maxBytes: number) => {
    const expected = code === 'too_large' ? `at most ${maxBytes} bytes of JSON` : 'JSON data';
    context.add({ pointer, code, message: MESSAGES[code], expected, got });
  };
  try {
    if (!isPlainObject(canvas)) {
      const expected = 'a plain object with content';
      const got = Array.isArray(canvas) ? 'an array' : canvas === null ? 'null' : `a value of type ${typeof canvas}`;
      context.add({ pointer: '', code: 'wrong_type', message: `Send ${expected} as the canvas.`, expected, got });
      return undefined;
    }
    const known = MEMBERS.map((member) => member.key);
    checkUnknown(context, canvas, '', 'canvas', known);
    const root: JsonObject = Object.create(null);
    for (const { key, maxBytes } of MEMBERS) {
      if (!Object.hasOwn(canvas, key)) continue;
      const copy = copyJson(
        () => canvas[key],
        `/${key}`,
        maxBytes,
        (problem) => refuse(problem, maxBytes),
      );
      if (copy !== undefined) root[key] = copy;
    }
    return root;
  } catch {
    refuse({ pointer: '', code: 'unreadable', got: 'an object that throws when read' }, LIMITS.contentBytes);
    return undefined;
  }
}

function checkContentUrl(context: CheckContext, contentUrl: Json): void {
  const pointer = '/content_url';
  if (context.location === 'messenger') checkUrl(context, contentUrl, pointer, true);
  else {
    const message = 'Send content instead: the inbox has no live canvas, it asks again when a conversation is opened.';
    const expected = 'content with components';
    context.add({ pointer, code: 'content_url_in_inbox', message, expected, got: 'a content_url' });
  }
}

function checkContent(context: CheckContext, content: Json, isFirst: boolean): void {
  if (!isObject(content)) {
    wrongType(context, '/content', 'an object with components', content);
    return;
  }
  checkUnknown(context, content, '/content', 'content', ['components']);
  const { components } = content;
  const pointer = '/content/components';
  if (components === undefined) missing(context, '/content', 'content', 'components', 'it is drawn from them');
  else if (!Array.isArray(components)) wrongType(context, pointer, 'an array of components', components);
  else {
    for (const [index, each] of components.entries()) checkComponent(context, each, `${pointer}/${index}`);
    if (isFirst) checkFirstCanvas(components, pointer, context.add);
  }
}

function checkSizes(context: CheckContext, root: JsonObject): void {
  for (const { key, maxBytes } of MEMBERS) {
    const value = root[key];
    const bytes = value === undefined ? 0 : jsonBytes(value);
    if (bytes <= maxBytes) continue;
    const expected = `at most ${maxBytes} bytes of JSON`;
    context.add({
      pointer: `/${key}`,
      code: 'too_large',
      message: MESSAGES.too_large,
      expected,
      got: `${bytes} bytes`,
    });
  }
}
