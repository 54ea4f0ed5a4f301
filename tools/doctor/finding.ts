export interface Finding {
  /** `warning`: it works, or cannot be told. `problem`: it does not work. */
  level: 'ok' | 'warning' | 'problem';
  /** What was looked into: `settings`, `database`, `clock`, `address`, `workspace`. */
  area: string;
  found: string;
  next: string | undefined;
}

/** Findings of one area. What is not `ok` says what to do next. */
export function findingsIn(area: string) {
  return {
    ok: (found: string): Finding => ({ level: 'ok', area, found, next: undefined }),
    warning: (found: string, next: string): Finding => ({ level: 'warning', area, found, next }),
    problem: (found: string, next: string): Finding => ({ level: 'problem', area, found, next }),
  };
}
