const IN_ANGLES = /<\s*((?:sips?|tel):[^<>]*)>/i;
const SCHEME = /^(?:tel|sips?|callto|sms|smsto|whatsapp|facetime):(?:\/\/)?/i;
const SIP = /^sips?:/i;
const PARAMETER = /;\s*([a-z][\w.-]*)(?:=([^;?]*))?/gi;
const NOT_DIALLED = /[^\d+\-.() ]/;

/**
 * The part of a phone URI that is dialled, with the extension its parameters name (RFC 3966): the user part of SIP
 * addresses, and the number that a phone context completes. What is no URI comes back as it is; undefined for an
 * address whose user is not a number.
 */
export function phonePartOf(text: string): { text: string; extension: string | undefined } | undefined {
  const uri = IN_ANGLES.exec(text)?.[1] ?? text;
  const scheme = SCHEME.exec(uri)?.[0] ?? '';
  let rest = uri.slice(scheme.length);
  if (scheme !== '')
    rest = rest.replace(/%([2-7][\da-f])/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
  const parameters = new Map<string, string>();
  for (const [, name = '', value = ''] of rest.matchAll(PARAMETER)) parameters.set(name.toLowerCase(), value.trim());
  if (parameters.size > 0) rest = rest.slice(0, rest.search(PARAMETER));
  const at = rest.indexOf('@');
  if (at >= 0) {
    rest = rest.slice(0, at);
    if (SIP.test(scheme)) rest = rest.replace(/:.*$/, '');
    if (NOT_DIALLED.test(rest)) return undefined;
  }
  const context = parameters.get('phone-context');
  if (context?.startsWith('+') && !rest.startsWith('+')) rest = context + rest;
  const extension = parameters.get('ext')?.replace(/\D/g, '');
  return { text: rest.trim(), extension: extension === '' ? undefined : extension };
}
