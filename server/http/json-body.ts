import { isUtf8 } from 'node:buffer';
import { asRecord } from '../intercom/as-record.ts';

/** The JSON object that these bytes are; undefined when they are none. Never throws. */
export function jsonBody(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  if (!isUtf8(body)) return undefined;
  try {
    return asRecord(JSON.parse(body.toString('utf8')));
  } catch {
    return undefined;
  }
}
