import type { Answer, HostileRequest } from './hostile-request.ts';

/** What Node takes of a head; above it a request is refused before anybody sees it. */
const HEAD_BYTES = 16_000;

/** The bytes of a request; undefined when it cannot be written as HTTP at all. */
export function bytesOf({ method, url, headers, body }: HostileRequest): Buffer | undefined {
  const length = body === undefined ? {} : { 'content-length': String(body.length) };
  const all = { host: 'callcard.test', ...length, ...headers, connection: 'close' };
  const lines = Object.entries(all).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`));
  const head = [`${method} ${url} HTTP/1.1`, ...lines];
  if (head.some((line) => /[\r\n]/.test(line)) || url.includes(' ')) return undefined;
  const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n`);
  return bytes.length > HEAD_BYTES ? undefined : Buffer.concat([bytes, body ?? Buffer.alloc(0)]);
}

/** The first answer that is not only "go on"; undefined when there is none. */
export function answerIn(answered: string): Answer | undefined {
  const said = answered.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const [head = '', ...rest] = said.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(first)?.[1];
  if (status === undefined) return undefined;
  const pairs = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  const body = Buffer.from(rest.join('\r\n\r\n'), 'latin1').toString();
  return { status: Number(status), headers: Object.fromEntries(pairs), body };
}
