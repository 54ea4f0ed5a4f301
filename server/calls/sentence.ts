/** A sentence of Intercom's, some with a place in square brackets: `Call missed by [name].` */
interface Sentence {
  /**
   * What may stand in the place when a line is this sentence, the likeliest first: a name can end in the period that
   * looks like the sentence's. A sentence without a place reads as one empty text; a line that is another reads as none.
   */
  read(line: string): string[];
  /** How much of it is given: of two sentences that fit, the longer is meant. */
  fixedLength: number;
}

const PLACE = /\[[^\]]+\]/;
const VALUES = { name: '(\\S.*?)', number: '(\\d{1,3}(?:,\\d{3})+|\\d{1,9})' };

const ONLY_PERIODS = /^\.+$/;

/** Letters in either case, as Intercom joins sentences; the final period may be missing. */
export function sentence(text: string, value: 'name' | 'number' = 'name'): Sentence {
  const [before = '', after] = text.replace(/\.$/, '').split(PLACE).map(escaped);
  const pattern = new RegExp(`^${before}${after === undefined ? '()' : VALUES[value] + after}(\\.?)$`, 'iu');
  const endsInName = after === '' && value === 'name';
  return {
    read(line) {
      const [, found, period] = pattern.exec(line) ?? [];
      if (found === undefined || ONLY_PERIODS.test(found)) return [];
      return endsInName && period === '.' ? [found, `${found}.`] : [found];
    },
    fixedLength: text.replace(PLACE, '').length,
  };
}

/** The whole number in a place of `number`. */
export function toCount(digits: string): number {
  return Number(digits.replaceAll(',', ''));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
