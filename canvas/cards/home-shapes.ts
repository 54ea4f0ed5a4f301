import type { Insight } from '../phone/insight.ts';
import { isWarning } from '../phone/insight-words.ts';
import type { CallerRoom } from './caller-section.ts';

/** How much the first card shows; tried from generous to tight until it is no taller than Intercom's review allows. */
export interface Shape extends CallerRoom {
  /** Where it leads to who has the caller's number. */
  who: 'row' | 'menu';
  calls: number;
  finVoice: number;
  /** How many of the most important ones, or only the first that warns. */
  insights: number | 'warning';
  /** Whether it leads to the calls of other conversations, which the card of a call does too. */
  otherCalls: boolean;
  divided: boolean;
  brief: boolean;
}

const LOOSE: Omit<Shape, 'insights'> = {
  ...{ who: 'row', calls: 1, finVoice: 1, otherCalls: false, divided: true, roleLines: 2 },
  ...{ brief: false, tight: false, close: false },
};
const BRIEF = {
  who: 'row',
  calls: 1,
  finVoice: 1,
  insights: 0,
  otherCalls: false,
  divided: false,
  brief: true,
} as const;

const SHAPES: readonly Shape[] = [
  { ...LOOSE, calls: 3, finVoice: 2, insights: 2, otherCalls: true },
  { ...LOOSE, calls: 2, insights: 2, otherCalls: true },
  { ...LOOSE, insights: 2, otherCalls: true },
  { ...LOOSE, insights: 2 },
  { ...LOOSE, insights: 2, divided: false },
  // What is good to know makes room first, the less important before; for a warning the rest moves together.
  { ...LOOSE, insights: 1, divided: false },
  { ...BRIEF, insights: 'warning', roleLines: 2, tight: true, close: false },
  { ...BRIEF, insights: 'warning', roleLines: 1, tight: true, close: true },
  { ...LOOSE, insights: 0 },
  { ...LOOSE, insights: 0, divided: false },
  // Brief: what may not be so any more is told in one line.
  { ...BRIEF, roleLines: 2, tight: false, close: true },
  // Tight: every row on one line, and several calls behind one row.
  { ...BRIEF, divided: true, roleLines: 2, tight: true, close: false },
  { ...BRIEF, roleLines: 2, tight: true, close: false },
  { ...BRIEF, roleLines: 1, tight: true, close: false },
  // Close: no space below what is said of the caller.
  { ...BRIEF, roleLines: 1, tight: true, close: true },
  // Who has the number is one word among the actions.
  { ...BRIEF, who: 'menu', roleLines: 1, tight: true, close: true },
];
const WITHOUT_WARNING = SHAPES.filter(({ insights }) => insights !== 'warning');

/** The shapes to try, in order. */
export function shapesFor(insights: readonly Insight[]): readonly Shape[] {
  return insights.some(isWarning) ? SHAPES : WITHOUT_WARNING;
}
