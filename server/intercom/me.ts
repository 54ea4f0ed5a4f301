import type { IntercomClient } from './intercom-client.ts';
import { json } from './operation.ts';
import type { Transport } from './transport.ts';
import { me } from './wire-people.ts';

/** Whose token this is, and of which workspace. */
export function createMe({ call }: Transport): IntercomClient['me'] {
  return (options) => call({ method: 'GET', path: '/me', read: json(me) }, options);
}
