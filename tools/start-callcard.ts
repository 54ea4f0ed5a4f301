import { freePort, type StartedProcess, startProcess } from './start-process.ts';

export interface Started extends StartedProcess {
  callcardUrl: string;
  inboxUrl: string;
}

/**
 * What `npm start` runs, as a process of its own in an empty folder, on free ports. Without credentials in
 * `environment` the sandbox runs beside it. `program`: where that was made into another file. Rejects with what it
 * printed when it stops before it is ready.
 */
export async function startCallcard(
  environment: Record<string, string> = {},
  program = 'server/main.ts',
): Promise<Started> {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const ports = { PORT: String(port), SANDBOX_PORT: String(sandboxPort) };
  const started = await startProcess(program, 'Callcard is ready', { ...ports, ...environment });
  return { ...started, callcardUrl: `http://localhost:${port}`, inboxUrl: `http://localhost:${sandboxPort}` };
}
