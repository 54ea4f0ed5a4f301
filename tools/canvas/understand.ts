import type { Issue } from '../../canvas/kit/issue.ts';
import { UnusableError } from '../shell/unusable-error.ts';

/** What somebody handed in, and where the canvas is in it. */
interface Understood {
  /** In words, for whoever handed it in. */
  what: string;
  canvas: unknown;
  /** Turns an issue of the canvas into one whose pointers lead into what was handed in. */
  locate: (issue: Issue) => Issue;
}

/**
 * Finds the canvas in a piece of JSON.
 *
 * @throws UnusableError `not_a_canvas`
 */
export function understand(input: unknown): Understood {
  if (Array.isArray(input)) {
    const canvas = { content: { components: input } };
    return { what: 'an array of components', canvas, locate: locating((at) => cut(at, '/content/components')) };
  }
  if (typeof input === 'object' && input !== null) {
    if ('content' in input || 'content_url' in input) {
      return { what: 'a canvas', canvas: input, locate: (issue) => issue };
    }
    if ('canvas' in input) {
      return { what: 'a response', canvas: input.canvas, locate: locating((at) => `/canvas${at}`) };
    }
    if ('components' in input) {
      return {
        what: 'the content of a canvas',
        canvas: { content: input },
        locate: locating((at) => cut(at, '/content')),
      };
    }
  }
  const message =
    'There is no canvas in this JSON. Send a canvas {"content": ...}, a response {"canvas": ...}, ' +
    '{"components": [...]} or an array of components.';
  throw new UnusableError('not_a_canvas', message);
}

const cut = (pointer: string, front: string): string => (pointer.startsWith(front) ? pointer.slice(front.length) : '');

/** The message about a duplicate id names the place of the first one; no other message has a pointer in it. */
const locating =
  (place: (pointer: string) => string) =>
  (issue: Issue): Issue => ({
    ...issue,
    pointer: place(issue.pointer),
    message: issue.code === 'duplicate_id' ? issue.message.replace(/\/content\/components\/\S+/, place) : issue.message,
  });
