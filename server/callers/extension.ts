/** Words for an extension in the languages of office phones; `x` and `#` stand alone. */
const WORDS =
  'ext(?:ension|n)?|xtn|x|poste|durchwahl|apparat|dw|nst|int(?:erno)?|anexo|ramal|toestel|tst|wew|доб(?:авочный)?|内線|内线|分機|分机|내선';
const PATTERNS = [
  new RegExp(`[\\s,;.(\\[/-]*(?<!\\p{L})(?:${WORDS})[\\s.:=#]{0,3}(\\d{1,7})[\\s)\\]#]*$`, 'iu'),
  /\s*#\s*(\d{1,6})#?$/,
  /-(\d{1,6})#$/,
  // A pause before further digits are dialled.
  /(?<=\d)\s*(?:,{2,}|[pw])\s*(\d{1,9})#?$/i,
  /(?<=\d)\s*[,;]\s*(\d{1,6})#?$/,
];
const MAYBE = /[#,;]|\p{L}\W*\d/u;

/** Takes the extension off the end of a phone text, with what announces it. */
export function splitExtension(text: string): { body: string; extension: string | undefined } {
  if (MAYBE.test(text)) {
    for (const pattern of PATTERNS) {
      const found = pattern.exec(text);
      const body = text.slice(0, found?.index ?? 0).trim();
      if (/\d/.test(body)) return { body, extension: found?.[1] };
    }
  }
  return { body: text, extension: undefined };
}
