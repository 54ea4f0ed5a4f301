import { runCanvas } from '../../tools/canvas/run-canvas.ts';

interface Ran {
  exitCode: number;
  out: string;
  err: string;
}

/** Runs the command line in this process. What is no text is handed in as JSON. */
export async function runTool(args: readonly string[], input: unknown = ''): Promise<Ran> {
  let out = '';
  let err = '';
  const stdin = async function* () {
    yield input instanceof Uint8Array || typeof input === 'string' ? input : JSON.stringify(input);
  };
  const exitCode = await runCanvas(args, {
    stdin: stdin(),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  });
  return { exitCode, out, err };
}
