/** What the test itself does in the database of the Callcards. */
export interface CrashDatabase {
  /** `DATABASE_URL`. */
  url: string;
  /** As another program would. */
  execute(statement: string): Promise<void>;
}

/** Makes every click without an end look as if it was begun half a minute earlier: who waits for it is dead. */
export const AGE_CLICKS = 'UPDATE clicks SET begun_at_ms = begun_at_ms - 31000 WHERE outcome IS NULL';
