import { z } from 'zod';
import type { CallLinks } from '../../canvas/phone/phone-facts.ts';
import type { Workspace } from '../../db/ports.ts';
import type { Seal } from '../../db/seal.ts';
import type { Deps } from '../deps.ts';

/** What a reference is sealed with besides the key: nothing else that Callcard seals is one. */
const CONTEXT = 'callcard:call-reference';
/** Ids are 200 characters at most, of four bytes each. */
export const MAX_REFERENCE_LENGTH = 3_000;

/** Which call a link on a card is about. Of an older install it is void. */
interface CallReference {
  workspaceId: string;
  epoch: number;
  callId: string;
}

const content = z.tuple([z.string().min(1), z.number().int(), z.string().min(1)]);

/** Nobody can make one or change it, and it does not expire. It says which call, never who may hear it. */
export function writeCallReference(seal: Seal, { workspaceId, epoch, callId }: CallReference): string {
  return seal.seal(JSON.stringify([workspaceId, epoch, callId]), CONTEXT);
}

/** It comes from outside: what is not one of ours is undefined, never an error. */
export function readCallReference(seal: Seal, text: string): CallReference | undefined {
  if (text.length > MAX_REFERENCE_LENGTH) return undefined;
  try {
    const [workspaceId, epoch, callId] = content.parse(JSON.parse(seal.open(text, CONTEXT).plaintext));
    return { workspaceId, epoch, callId };
  } catch {
    return undefined;
  }
}

/** What there is to open about a call, as the last part of its address. */
export const CALL_FILES = ['recording', 'transcript.txt', 'transcript.json'] as const;
export type CallFile = (typeof CALL_FILES)[number];

export function callPath(reference: string, file: CallFile): string {
  return `/calls/${reference}/${file}`;
}

/** What follows `/calls/` in an address that Callcard made; undefined for anything else. */
export function readCallDestination(seal: Seal, text: string) {
  const [, sealed = '', end = ''] = /^([^/]+)\/([a-z.]+)$/.exec(text) ?? [];
  const file = CALL_FILES.find((one) => one === end);
  const reference = file && readCallReference(seal, sealed);
  return file && reference && { text, reference, path: callPath(sealed, file) };
}

/** Addresses that a card may show: they work for teammates of the workspace only. */
export function callLinks({ config, seal }: Pick<Deps, 'config' | 'seal'>, workspace: Workspace, callId: string) {
  const reference = writeCallReference(seal, { workspaceId: workspace.workspaceId, epoch: workspace.epoch, callId });
  const address = (file: CallFile) => `${config.publicUrl}${callPath(reference, file)}`;
  const links: CallLinks = {
    recording: address('recording'),
    transcriptText: address('transcript.txt'),
    transcriptJson: address('transcript.json'),
  };
  return links;
}
