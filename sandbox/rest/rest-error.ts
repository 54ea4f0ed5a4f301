/** A refusal in Intercom's words; the error handler writes it as an `error.list`. */
export class RestError extends Error {
  readonly status: number;
  /** Intercom's code, such as `not_found`. */
  readonly code: string;
  readonly field: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    rest: { field?: string | undefined; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'RestError';
    this.status = status;
    this.code = code;
    this.field = rest.field;
    this.headers = rest.headers ?? {};
  }
}

/** The body of every refusal, as Intercom's description has it. */
export function errorList(
  requestId: string,
  error: { code: string; message: string; field?: string | undefined },
): object {
  const { code, message, field } = error;
  return {
    type: 'error.list',
    request_id: requestId,
    errors: [field === undefined ? { code, message } : { code, message, field }],
  };
}
