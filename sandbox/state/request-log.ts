/** One REST request as the sandbox saw it. */
export interface RecordedRequest {
  method: string;
  /** Without the region prefix and the query. */
  path: string;
  query: Record<string, unknown>;
  /** The parsed body; undefined when there was none, or none that could be read. */
  body: unknown;
  /** Undefined when the request carried no live token. */
  workspaceId: string | undefined;
  /** The `Intercom-Version` header. */
  intercomVersion: string | undefined;
  /** Undefined while the request is being answered. */
  status: number | undefined;
  atMs: number;
}

const KEPT_REQUESTS = 2000;

/** Appends in place; the oldest are dropped beyond a bound, so that a sandbox left running does not grow. */
export function recordRequest(requests: RecordedRequest[], request: RecordedRequest): RecordedRequest {
  requests.push(request);
  if (requests.length > KEPT_REQUESTS) requests.splice(0, requests.length - KEPT_REQUESTS);
  return request;
}
