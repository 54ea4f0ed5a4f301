type UnusableCode =
  | 'usage'
  | 'unreadable_input'
  | 'input_too_large'
  | 'not_json'
  | 'not_a_canvas'
  | 'nothing_to_show'
  | 'unwritable_output'
  | 'no_browser'
  | 'bad_url'
  | 'settings_missing'
  | 'unknown_workspace'
  | 'unreachable'
  | 'not_empty'
  | 'copy_differs'
  | 'not_a_file'
  | 'no_such_job'
  | 'no_such_key'
  | 'wrong_state'
  | 'not_an_audit'
  | 'bad_rows'
  | 'disconnected'
  | 'intercom_failed';

/** The command could not do its work. The message says what to do about it. */
export class UnusableError extends Error {
  readonly code: UnusableCode;

  constructor(code: UnusableCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnusableError';
    this.code = code;
  }
}

/** What the system said about a file or a process, in its own words. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
