import { z } from 'zod';

const MAX_SLOW_MS = 120_000;

const scope = {
  /** Only requests with a token of this workspace. */
  workspaceId: z.string().optional(),
  /** Only these requests: a method (or `*`) and a path in which `*` stands for anything, such as `GET /fin_voice/*`. */
  route: z
    .string()
    .regex(/^(\*|[A-Z]+) \/\S*$/, 'must look like "GET /fin_voice/*"')
    .optional(),
  /** How many more requests are hit; without it all of them. */
  times: z.int().min(0).optional(),
};

/** Of notifications to the app. */
const notificationScope = {
  workspaceId: scope.workspaceId,
  times: scope.times,
  /** Only these: a topic in which `*` stands for anything, such as `contact.*`. */
  topic: z
    .string()
    .regex(/^[a-z_.*]+$/, 'must look like "contact.*"')
    .optional(),
};

/** `true` is the fault without any limits, a number its strength; `false`, 0 and null are no fault. */
function ofShape<T extends z.ZodRawShape>(shape: T) {
  const longForm = (value: unknown) => {
    if (value === true) return {};
    if (value === false || value === null || value === 0) return undefined;
    return typeof value === 'number' ? { ms: value } : value;
  };
  return z.preprocess(longForm, z.strictObject(shape).optional());
}

const fault = <T extends z.ZodRawShape>(shape: T) => ofShape({ ...scope, ...shape });
const notificationFault = <T extends z.ZodRawShape>(shape: T) => ofShape({ ...notificationScope, ...shape });

/** What can be made to go wrong, in the words of `PUT /api/sandbox/faults`. */
export const faultsSchema = z.strictObject({
  /** Every answer waits this long first. */
  slowMs: fault({ ms: z.int().min(0).max(MAX_SLOW_MS) }),
  /** 429, as if the window were used up. It ends in `ms`; unless that is said, where the window really ends. */
  rateLimited: fault({ ms: z.int().min(0).max(MAX_SLOW_MS).optional() }),
  /** A 5xx; `afterEffect` answers so only after the request has taken effect. */
  serverError: fault({ status: z.int().min(500).max(599).optional(), afterEffect: z.boolean().optional() }),
  /** The request takes effect, half of the answer's body arrives, the rest never does. */
  stalledBody: fault({}),
  /** 401 `token_revoked`. */
  tokenRevoked: fault({}),
  /** `GET /contacts/{contactId}` answers 410 and names another contact. */
  contactMerged: fault({ contactId: z.string(), intoContactId: z.string() }),
  /** Notifications get lost. */
  dropWebhooks: notificationFault({}),
  /** Notifications are sent twice, at the same time and with the same id. */
  duplicateWebhooks: notificationFault({}),
  /** Notifications are held back for `ms`, or until this fault ends, and then come with the newest first. */
  holdWebhooks: notificationFault({ ms: z.int().min(1).max(MAX_SLOW_MS).optional() }),
  /** Notifications of contacts and companies tell times as text, as they did up to API 2.14. */
  writtenWebhookTimes: notificationFault({}),
});

/** Faults in force; an absent one does nothing. */
export type Faults = Partial<z.output<typeof faultsSchema>>;

interface FaultScope {
  workspaceId?: string | undefined;
  route?: string | undefined;
  times?: number | undefined;
}

interface NotificationFaultScope {
  workspaceId?: string | undefined;
  topic?: string | undefined;
  times?: number | undefined;
}

export interface FaultTarget {
  method: string;
  /** Without the region prefix and the query. */
  path: string;
  workspaceId: string | undefined;
}

/** Faults as they can be put again: the short forms where nothing more was said, and only those in force. */
export function describeFaults(faults: Faults): Record<string, unknown> {
  const described: Record<string, unknown> = {};
  for (const [name, inForce] of Object.entries(faults)) {
    if (inForce === undefined || inForce.times === 0) continue;
    const limits = Object.entries(inForce).filter(([, value]) => value !== undefined);
    if (limits.length === 0) described[name] = true;
    else if ('ms' in inForce && limits.length === 1) described[name] = inForce.ms;
    else described[name] = Object.fromEntries(limits);
  }
  return described;
}

function matchesRoute(route: string, target: FaultTarget): boolean {
  const [method, pattern = '/'] = route.split(' ');
  return (method === '*' || method === target.method) && matchesPattern(pattern, target.path);
}

/** `*` stands for anything. */
function matchesPattern(pattern: string, text: string): boolean {
  const source = pattern
    .split('*')
    .map((literal) => literal.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(text);
}

/** Whether the fault hits this request; one that is counted by `times` is thereby used up by one. */
export function strikes<T extends FaultScope>(fault: T | undefined, target: FaultTarget): fault is T {
  if (fault === undefined || fault.times === 0) return false;
  if (fault.workspaceId !== undefined && fault.workspaceId !== target.workspaceId) return false;
  if (fault.route !== undefined && !matchesRoute(fault.route, target)) return false;
  if (fault.times !== undefined) fault.times -= 1;
  return true;
}

/** The same for a notification. To `look` uses nothing up. */
export function strikesNotification<T extends NotificationFaultScope>(
  fault: T | undefined,
  target: { workspaceId: string; topic: string },
  mode: 'strike' | 'look' = 'strike',
): fault is T {
  if (fault === undefined || (mode === 'strike' && fault.times === 0)) return false;
  if (fault.workspaceId !== undefined && fault.workspaceId !== target.workspaceId) return false;
  if (fault.topic !== undefined && !matchesPattern(fault.topic, target.topic)) return false;
  if (mode === 'strike' && fault.times !== undefined) fault.times -= 1;
  return true;
}
