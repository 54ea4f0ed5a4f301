/** One request and its answer, as they crossed the wire. Holds no credentials. */
export interface Exchange {
  method: string;
  /** As sent, without the query. */
  path: string;
  query: Record<string, string>;
  /** The `Intercom-Version` header. */
  version: string | undefined;
  /** Undefined when there was none. */
  requestText: string | undefined;
  status: number;
  /** Without parameters; undefined when the answer named none. */
  contentType: string | undefined;
  text: string;
}
