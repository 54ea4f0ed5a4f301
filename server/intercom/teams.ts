import type { IntercomClient } from './intercom-client.ts';
import { json } from './operation.ts';
import type { Transport } from './transport.ts';
import { teamList } from './wire-people.ts';

export function createTeams({ call }: Transport): IntercomClient['teams'] {
  return { list: (options) => call({ method: 'GET', path: '/teams', read: json(teamList) }, options) };
}
