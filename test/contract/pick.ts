/** The first that suits; a sandbox whose data lost the case fails here and not as a silent gap. */
export function pick<T>(what: string, items: Iterable<T>, suits: (item: T) => boolean): T {
  for (const item of items) if (suits(item)) return item;
  throw new Error(`The sandbox's data has no ${what}`);
}
