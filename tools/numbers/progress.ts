import cliProgress from 'cli-progress';

export interface Progress {
  /** `total` undefined: nobody knows. */
  reached(done: number, total: number | undefined): void;
  /** Takes the bar away, so that nothing is left of it between lines of text. */
  end(): void;
}

/** A bar on a terminal, or nothing where there is none. */
export function startProgress(what: string, terminal: NodeJS.WritableStream | undefined): Progress {
  if (terminal === undefined) return { reached: () => {}, end: () => {} };
  const bar = new cliProgress.SingleBar({
    stream: terminal,
    format: `${what}  {bar}  {value} of {total}  {eta_formatted} left`,
    barCompleteChar: '#',
    barIncompleteChar: '.',
    clearOnComplete: true,
    gracefulExit: false,
  });
  return {
    reached(done, total) {
      const known = Math.max(1, done, total ?? 0);
      // Not before there is something to show.
      if (!bar.isActive) bar.start(known, done);
      bar.setTotal(known);
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}
