/**
 * A value from outside that may go into errors and logs: one short word without the token in it. Everything else is
 * dropped, as Intercom's sentences may quote what was sent.
 */
export function plainWord(value: string | undefined, token: string): string | undefined {
  if (value === undefined || !/^[\w.:-]{1,100}$/.test(value)) return undefined;
  return token !== '' && value.includes(token) ? undefined : value;
}
