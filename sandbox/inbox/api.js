/** The sandbox's JSON API, as the inbox page uses it. Ids are opaque: they are only ever put back into paths. */

/** An answer that is not what was asked for; `message` can be shown as it is. */
class ApiError extends Error {}

/**
 * @typedef {{ok: true, html: string, canvas: object, issues: Issue[], status: number, durationMs: number}} CardShown
 * @typedef {{ok: false, reason: string, message: string, status?: number, issues?: Issue[], durationMs: number}} CardFailed
 * @typedef {{pointer: string, code: string, message: string}} Issue
 * @typedef {CardShown | CardFailed} CardAnswer
 */

const join = (segments) => segments.map(encodeURIComponent).join('/');
const inbox = (...segments) => `/api/inbox/${join(segments)}`;

export const readWorkspaces = () => readJson(inbox('workspaces'));
export const readTeammates = (workspaceId) => readJson(inbox(workspaceId, 'teammates'));
export const readConversations = (workspaceId) => readJson(inbox(workspaceId, 'conversations'));
export const readConversation = (workspaceId, conversationId) =>
  readJson(inbox(workspaceId, 'conversations', conversationId));

export const readFaults = () => readJson('/api/sandbox/faults');
export const writeFaults = (faults) => readJson('/api/sandbox/faults', send('PUT', faults));
export const resetSandbox = (options) => readJson('/api/sandbox/reset', send('POST', options));

/** Reads what the sandbox's own controls show. */
export const readControl = (...segments) => readJson(`/api/sandbox/${join(segments)}`);
/** Makes something happen: `body` is sent as JSON. */
export const control = (method, segments, body = {}) => readJson(`/api/sandbox/${join(segments)}`, send(method, body));

/** @returns {Promise<CardAnswer>} */
export const initializeCard = (workspaceId, conversationId, adminId) =>
  readCard(inbox(workspaceId, 'conversations', conversationId, 'card', 'initialize'), { adminId });

/** @returns {Promise<CardAnswer>} */
export const submitCard = (workspaceId, conversationId, click) =>
  readCard(inbox(workspaceId, 'conversations', conversationId, 'card', 'submit'), click);

const send = (method, body) => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function readJson(path, options) {
  const { status, body } = await ask(path, options);
  if (status >= 200 && status < 300) return body;
  throw new ApiError(body?.message ?? `The sandbox answered ${status} to ${path}`);
}

/** A card always has an answer: what went wrong on the way is one too. */
async function readCard(path, click) {
  const askedAtMs = performance.now();
  const failed = (reason, message, status) => {
    return { ok: false, reason, message, status, durationMs: Math.round(performance.now() - askedAtMs) };
  };
  try {
    const { status, body } = await ask(path, send('POST', click));
    if (typeof body?.ok === 'boolean') return body;
    return failed('unexpected_answer', body?.message ?? `The sandbox answered ${status} without a card`, status);
  } catch (error) {
    return failed('sandbox_unreachable', error.message);
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (cause) {
    throw new ApiError('The sandbox cannot be reached. Is it still running?', { cause });
  }
  const text = await response.text();
  try {
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  } catch (cause) {
    throw new ApiError(`The sandbox answered ${response.status} to ${path} with something that is not JSON`, { cause });
  }
}
