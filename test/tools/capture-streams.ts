import type { Streams } from '../../tools/shell/streams.ts';

export interface CapturedStreams extends Streams {
  out(): string;
  err(): string;
}

/** Streams of a tool that runs in this process; `input` is what its standard input holds. */
export function captureStreams(input: string | Uint8Array = ''): CapturedStreams {
  let out = '';
  let err = '';
  const stdin = async function* () {
    yield input;
  };
  return {
    stdin: stdin(),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    out: () => out,
    err: () => err,
  };
}
