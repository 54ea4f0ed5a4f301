/** What a command reads and writes. `process` has all three; tests bring their own. */
export interface Streams {
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: TextSink;
  stderr: TextSink;
}

interface TextSink {
  write(text: string): unknown;
}

const CONTROLS = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** The text on one line and unable to steer the terminal: what would is shown as its code point. */
export const oneLine = (text: string): string =>
  text.replace(CONTROLS, (found) => `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
