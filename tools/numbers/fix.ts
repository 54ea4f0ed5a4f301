import type { Streams } from '../shell/streams.ts';
import { oneLine } from '../shell/streams.ts';
import { applyDecision, type Outcome } from './apply-decision.ts';
import type { NumbersCommand } from './command-line.ts';
import { type Access, type KnownWorkspace, withIntercom } from './connect.ts';
import { outcomesTable, type Told } from './outcomes-table.ts';
import { startProgress } from './progress.ts';
import type { Decision } from './read-decisions.ts';
import { readReviewed } from './read-reviewed.ts';
import { openResults, type ResultsFile, resultsPathOf } from './results-file.ts';
import type { Surroundings } from './surroundings.ts';

type FixCommand = Extract<NumbersCommand, { verb: 'fix' }>;

const SHOWN = 50;
/** So many contacts in a row without an answer: it is not about them. */
const MOST_OUTAGES = 3;

interface Tally {
  counts: Record<Outcome['result'] | 'before', number>;
  /** What is worth a line, the first of them. */
  told: Told[];
  untold: number;
}

/** Writes what a reviewed file has decisions for. Answers with the exit code. */
export async function fix(
  command: FixCommand,
  known: KnownWorkspace,
  { streams, surroundings }: { streams: Streams; surroundings: Surroundings },
): Promise<number> {
  const { csv, dryRun } = command;
  const { decisions, left } = readReviewed(csv, streams);
  if (decisions.length === 0) {
    streams.stderr.write('No row has a decision: write yes, other or a number into the last column.\n');
    return 0;
  }
  return withIntercom(known, surroundings, async (access) => {
    const results = dryRun ? undefined : openResults(resultsPathOf(csv), decisions);
    const tally: Tally = { counts: { done: 0, skipped: 0, failed: 0, before: 0 }, told: [], untold: 0 };
    const progress = startProgress(dryRun ? 'Checking contacts' : 'Writing contacts', surroundings.terminal);
    let isWhole = false;
    try {
      isWhole = await applyAll(decisions, { access, results, tally, surroundings, reached: progress.reached });
    } finally {
      progress.end();
      results?.close();
      tell(tally, { command, streams, left, isWhole });
    }
    return isWhole && tally.counts.failed === 0 ? 0 : 1;
  });
}

interface Work {
  access: Access;
  /** Undefined: nothing is to be written. */
  results: ResultsFile | undefined;
  tally: Tally;
  surroundings: Pick<Surroundings, 'clock' | 'signal'>;
  reached(done: number, total: number): void;
}

/** False when it stopped before the end. */
async function applyAll(decisions: readonly Decision[], work: Work): Promise<boolean> {
  const { access, results, tally, surroundings, reached } = work;
  const { clock, signal } = surroundings;
  let outages = 0;
  for (const [index, decision] of decisions.entries()) {
    if (signal.aborted || outages === MOST_OUTAGES) return false;
    if (results?.wasDone(decision)) {
      tally.counts.before += 1;
    } else {
      const outcome = await applyDecision(decision, access, { write: results !== undefined }).catch(
        (error: unknown) => {
          if (signal.aborted) return undefined;
          throw error;
        },
      );
      // What was broken off says nothing about the contact.
      if (outcome === undefined || (signal.aborted && outcome.result === 'failed')) return false;
      results?.add(decision, outcome, clock());
      note(tally, { decision, outcome, isWritten: results !== undefined });
      outages = outcome.isOutage ? outages + 1 : 0;
    }
    reached(index + 1, decisions.length);
  }
  return true;
}

function note(tally: Tally, told: Told): void {
  const { result } = told.outcome;
  tally.counts[result] += 1;
  if (result === 'done' && told.isWritten) return;
  if (tally.told.length < SHOWN) tally.told.push(told);
  else tally.untold += 1;
}

function tell(
  { counts, told, untold }: Tally,
  { command, streams, left, isWhole }: { command: FixCommand; streams: Streams; left: number; isWhole: boolean },
): void {
  const { csv, dryRun } = command;
  const lines = told.length === 0 ? [] : [...outcomesTable(told), ''];
  if (untold > 0) lines.push(`${untold} more${dryRun ? '' : ` in ${resultsPathOf(csv)}`}.`, '');
  const { done, skipped, failed, before } = counts;
  const earlier = before === 0 ? '' : `, done by an earlier run ${before}`;
  lines.push(
    `${dryRun ? 'Would be done' : 'Done'} ${done}${earlier}, skipped ${skipped}, failed ${failed}. Without a decision: ${left}.`,
  );
  lines.push(dryRun ? 'Nothing was written.' : `What became of each is in ${resultsPathOf(csv)}.`);
  streams.stdout.write(lines.map((line) => `${oneLine(line)}\n`).join(''));
  if (!isWhole) streams.stderr.write('It ended before all decisions were looked at. The same command goes on.\n');
}
