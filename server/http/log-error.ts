import { stdSerializers } from 'pino';

/**
 * What is logged of an error: never the bytes that Node hangs on the error of a request that is no HTTP, as they may
 * hold cookies and bodies. Use it as the `err` serializer of every logger that fastify gets.
 */
export function logError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { rawPacket: _bytes, ...told } = stdSerializers.err(error);
  return told;
}
