import { writeId } from '../component-id.ts';
import { button, type Component, submit, text } from '../kit/components.ts';
import type { Frame } from './frame.ts';

/** How many rows a page of a list has: enough to choose from, few enough to read. */
const PAGE_SIZE = 10;

export interface Slice<T> {
  rows: T[];
  /** 1 and up; a page that does not exist (any more) becomes the last one that does. */
  page: number;
  pages: number;
}

export function slice<T>(all: readonly T[], wantedPage: number): Slice<T> {
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const page = Math.min(Math.max(1, wantedPage), pages);
  return { rows: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), page, pages };
}

/** Previous and More, and where one is; nothing when all fits on one page. */
export function pager(card: string, { page, pages }: Slice<unknown>, { texts }: Frame): Component[] {
  if (pages <= 1) return [];
  const step = (to: number, label: string) =>
    button({ id: writeId(card, 'page', String(to)), label, style: 'link', action: submit() });
  return [
    text(texts.page(page, pages), { style: 'muted', bottom_margin: 'none' }),
    ...(page > 1 ? [step(page - 1, texts.previousPage)] : []),
    ...(page < pages ? [step(page + 1, texts.nextPage)] : []),
  ];
}

/** Kept, as making one for each comparison would cost more than the rest of a card. */
const alphabet = new Intl.Collator('en', { sensitivity: 'base' });

/** For sorting by name. */
export function compareNames(a: { name: string }, b: { name: string }): number {
  return alphabet.compare(a.name, b.name);
}

/** Case and accents do not matter when searching by name. */
export function matches(name: string, query: string): boolean {
  return folded(name).includes(folded(query));
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();
}
