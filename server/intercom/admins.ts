import type { IntercomClient } from './intercom-client.ts';
import { json } from './operation.ts';
import type { Transport } from './transport.ts';
import { adminList } from './wire-people.ts';

export function createAdmins({ call }: Transport): IntercomClient['admins'] {
  return { list: (options) => call({ method: 'GET', path: '/admins', read: json(adminList) }, options) };
}
