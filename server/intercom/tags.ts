import type { IntercomClient } from './intercom-client.ts';
import { json } from './operation.ts';
import type { Transport } from './transport.ts';
import { tag, tagList } from './wire-people.ts';

export function createTags({ call }: Transport): IntercomClient['tags'] {
  return {
    list: (options) => call({ method: 'GET', path: '/tags', read: json(tagList) }, options),
    createOrFind: (name, options) => call({ method: 'POST', path: '/tags', body: { name }, read: json(tag) }, options),
  };
}
