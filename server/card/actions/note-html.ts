import { createHash } from 'node:crypto';

/**
 * A short name for one click's note, made from the click alone: after a lost answer or a crash the note can be found in
 * the conversation by it, and is not written twice. Intercom has no idempotency keys.
 */
export function noteMarker(clickHash: string): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  const digest = createHash('sha256').update(`note:${clickHash}`).digest();
  return [...digest.subarray(0, 10)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** The note as Intercom's small HTML: a paragraph for each block of lines, then where it came from. */
export function noteHtml(text: string, marker: string, footer: string): string {
  const paragraphs = text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((block) => `<p>${escaped(block).replaceAll('\n', '<br>')}</p>`);
  return `${paragraphs.join('')}<p><i>${escaped(footer)} · ${marker}</i></p>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
