import { type Answer, headerOf } from './operation.ts';

function pathOfLink(target: string): string | undefined {
  try {
    const match = /^\/contacts\/([^/?#]+)$/.exec(target);
    return match?.[1] === undefined ? undefined : decodeURIComponent(match[1]);
  } catch {
    return undefined;
  }
}

/**
 * The contact that now stands for the one asked for: a 410 (by one page of the documentation a 404) with
 * `Link: </contacts/{id}>; rel="canonical"`. Only the id is taken over, so no link can lead to another host.
 */
export function mergedInto(answer: Answer): string | undefined {
  if (answer.status !== 410 && answer.status !== 404) return undefined;
  for (const link of (headerOf(answer.headers, 'link') ?? '').split(',')) {
    const [, target, parameters] = /^\s*<([^<>]*)>\s*;(.*)$/.exec(link) ?? [];
    const canonical = parameters?.split(';').some((parameter) => /^\s*rel\s*=\s*"?canonical"?\s*$/i.test(parameter));
    if (target !== undefined && canonical) return pathOfLink(target);
  }
  return undefined;
}
