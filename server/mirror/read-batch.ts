/**
 * Joins what is asked for in one turn into one call: a card asks for many facts at once, and the database is asked once.
 * `run` answers in the order of the items; what is asked for twice is asked once.
 */
export function createBatch<Item, Answer>(
  nameOf: (item: Item) => string,
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  let waiting = new Map<string, { item: Item; place: number }>();
  let answers: Promise<readonly Answer[]> | undefined;

  return async (item) => {
    const name = nameOf(item);
    const place = waiting.get(name)?.place ?? waiting.size;
    waiting.set(name, { item, place });
    // Not a microtask: whoever asks one `await` later still comes along.
    answers ??= new Promise<void>((resolve) => process.nextTick(resolve)).then(() => {
      const items = [...waiting.values()].map((one) => one.item);
      waiting = new Map();
      answers = undefined;
      return run(items);
    });
    return (await answers)[place] as Answer;
  };
}
