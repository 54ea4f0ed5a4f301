import { expect, test } from 'vitest';
import { StoreUnavailableError } from '../../db/errors.ts';
import { openStage, type Stage } from '../webhooks/stage.ts';

const routesTold = (stage: Stage) =>
  stage
    .logged()
    .filter(({ msg }) => msg === 'request')
    .map(({ route, status }) => [route, status]);

test('what machines ask all the time is no line in the log, unless it went wrong', async () => {
  const stage = await openStage({
    storeFrom: (store) => ({
      ...store,
      check: () => Promise.reject(new StoreUnavailableError('check the schema', new Error('gone'))),
    }),
  });
  for (const url of ['/healthz', '/metrics', '/', '/readyz']) await stage.app.inject({ url });
  expect(routesTold(stage)).toEqual([
    ['/', 200],
    ['/readyz', 503],
  ]);
});
