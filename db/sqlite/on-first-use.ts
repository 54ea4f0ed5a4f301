interface Prepared {
  get(values?: Record<string, unknown>): unknown;
  all(values?: Record<string, unknown>): unknown;
  run(values?: Record<string, unknown>): unknown;
}

/**
 * The statement that `prepare` makes, prepared when it is first executed and kept from then on: to put all of them
 * together takes longer than everything else in a start, and most of them wait for what seldom happens.
 */
export function onFirstUse<Statement extends Prepared>(
  prepare: () => Statement,
): Pick<Statement, 'get' | 'all' | 'run'> {
  let prepared: Statement | undefined;
  const statement = () => {
    prepared ??= prepare();
    return prepared;
  };
  return {
    get: (values) => statement().get(values),
    all: (values) => statement().all(values),
    run: (values) => statement().run(values),
  };
}
