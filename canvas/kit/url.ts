/**
 * The url when it is absolute http or https, else undefined. Blanks, control characters and backslashes are refused rather
 * than repaired: browsers drop some of them, and what was checked would then not be what is opened.
 */
export function readHttpUrl(value: string): URL | undefined {
  if (!/^https?:\/\/[^/]/i.test(value) || /[\s\\\p{Cc}]/u.test(value)) return undefined;
  return URL.parse(value) ?? undefined;
}

/** The machine the developer sits at, where there is no certificate. */
export const isLoopback = (url: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
