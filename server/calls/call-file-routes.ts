import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { workspaceClient } from '../card/workspace-client.ts';
import type { Deps } from '../deps.ts';
import { answerRefusal, type Refusal } from '../http/answer-error.ts';
import { answerNotFound } from '../http/not-found.ts';
import { keepPrivate } from '../http/page.ts';
import { tellOf } from '../http/wide-line.ts';
import { readSession } from '../install/session.ts';
import { IntercomError } from '../intercom/errors.ts';
import type { IntercomClient } from '../intercom/intercom-client.ts';
import type { CallOptions } from '../intercom/types.ts';
import { CALL_FILES, type CallFile, MAX_REFERENCE_LENGTH, readCallReference } from './call-reference.ts';
import { transcriptText } from './transcript-text.ts';

/** How long Intercom may take for its answer. */
const INTERCOM_TIMEOUT_MS = 10_000;

type ByReference = { Params: { reference: string } };

/**
 * `GET /calls/{reference}/recording`, `transcript.txt` and `transcript.json`: what a card links to, for teammates of the
 * call's workspace. Intercom is asked each time, and nothing of it is kept. Whose the call is and who is there both come
 * from what Callcard sealed: the reference, and the session.
 */
export function registerCallFiles(scope: FastifyInstance, deps: Deps): void {
  for (const file of CALL_FILES) {
    // A HEAD request would ask Intercom for nobody.
    const options = { exposeHeadRoute: false };
    scope.get<ByReference>(`/calls/:reference/${file}`, options, (request, reply) =>
      answerFile(file, deps, request, reply),
    );
  }
}

/** Room in an address for a reference. */
export const MAX_PARAM_LENGTH = MAX_REFERENCE_LENGTH;

async function answerFile(
  file: CallFile,
  deps: Deps,
  request: FastifyRequest<ByReference>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { reference: sealed } = request.params;
  const reference = readCallReference(deps.seal, sealed);
  if (reference === undefined) return answerNotFound(request, reply);
  const signedIn = await readSession(deps, request);
  const to = new URLSearchParams({ to: `${sealed}/${file}` });
  if (signedIn === undefined) return keepPrivate(reply).redirect(`/sign-in?${to}`, 303);

  const { workspace, adminId } = signedIn;
  const { workspaceId, epoch, callId } = reference;
  // Of another workspace, or of an install before: as if there were no such call.
  if (workspace.workspaceId !== workspaceId) return refuse(request, reply, 404, OTHER_WORKSPACE(`/sign-in?${to}`));
  if (workspace.epoch !== epoch) return answerNotFound(request, reply);
  tellOf(request, { workspaceId, callId, file });
  const client = workspace.status === 'connected' ? workspaceClient(workspace, deps, request.log) : undefined;
  if (client === undefined) return refuse(request, reply, 503, DISCONNECTED);
  const options = { deadlineAtMs: deps.clock() + INTERCOM_TIMEOUT_MS };
  try {
    const answered = await ANSWERS[file](client, callId, { reply, options });
    request.log.info({ workspaceId, adminId, callId, file }, 'a call was opened');
    return answered;
  } catch (error) {
    if (!(error instanceof IntercomError)) throw error;
    request.log.warn({ err: error, workspaceId, callId, file }, 'a call could not be opened');
    return refuse(request, reply, ...refusalOf(error));
  }
}

type AnswerFile = (
  client: IntercomClient,
  callId: string,
  to: { reply: FastifyReply; options: CallOptions },
) => Promise<FastifyReply>;

const ANSWERS: Record<CallFile, AnswerFile> = {
  // The address is signed and soon expires: it is for this browser, at once, and told to nobody else.
  recording: async (client, callId, { reply, options }) =>
    keepPrivate(reply).redirect(await client.calls.recordingLocation(callId, options), 303),
  'transcript.txt': async (client, callId, { reply, options }) => {
    const lines = await client.calls.transcript(callId, options);
    return keepPrivate(reply).type('text/plain; charset=utf-8').send(transcriptText(lines));
  },
  'transcript.json': async (client, callId, { reply, options }) => {
    const lines = await client.calls.transcript(callId, options);
    return keepPrivate(reply).send({ callId, lines });
  },
};

function refuse(request: FastifyRequest, reply: FastifyReply, status: number, refusal: Refusal): FastifyReply {
  return answerRefusal(request, keepPrivate(reply), status, refusal);
}

const OTHER_WORKSPACE = (signIn: string): Refusal => ({
  code: 'not_found',
  title: 'There is nothing here',
  message: 'In the workspace that you are signed in to there is no such call.',
  link: { label: 'Sign in to another workspace', href: signIn },
});
const DISCONNECTED: Refusal = {
  code: 'disconnected',
  title: 'Callcard has lost its connection',
  message: 'Intercom no longer accepts Callcard’s access to this workspace. An admin can reconnect it.',
};
const GONE: Refusal = {
  code: 'not_found',
  title: 'Intercom does not have it',
  message: 'The call was deleted, was not recorded, or its recording is not ready yet.',
};
const LIMITED: Refusal = {
  code: 'rate_limited',
  title: 'Intercom’s request limit is used up',
  message: 'Wait a minute, then try again.',
};
const FORBIDDEN: Refusal = {
  code: 'forbidden',
  title: 'Intercom does not allow it',
  message: 'Callcard lacks the permission to read calls in this workspace. An admin can connect it again.',
};
const DOWN: Refusal = {
  code: 'intercom_down',
  title: 'Intercom cannot be reached',
  message: 'It did not answer as it should. Try again in a moment.',
};

function refusalOf(error: IntercomError): [status: number, refusal: Refusal] {
  switch (error.code) {
    case 'intercom_not_found':
      return [404, GONE];
    case 'intercom_unauthorized':
      return [503, DISCONNECTED];
    case 'intercom_forbidden':
      return [403, FORBIDDEN];
    case 'intercom_rate_limited':
      return [503, LIMITED];
    default:
      return [502, DOWN];
  }
}
