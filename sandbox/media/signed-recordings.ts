import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const LIFETIME_MS = 10 * 60_000;

/** Addresses of recordings that only work for a while, like the signed ones Intercom redirects to. */
export interface SignedRecordings {
  /** A path with its query; it works for ten minutes. */
  sign(workspaceId: string, callId: string): string;
  check(address: {
    workspaceId: string;
    callId: string;
    expires: string;
    signature: string;
  }): 'ok' | 'forged' | 'expired';
}

export function createSignedRecordings(clock: () => number): SignedRecordings {
  const key = randomBytes(32);
  const signatureOf = (workspaceId: string, callId: string, expires: string) =>
    createHmac('sha256', key).update(`${workspaceId}\n${callId}\n${expires}`).digest();
  return {
    sign(workspaceId, callId) {
      const expires = String(clock() + LIFETIME_MS);
      const signature = signatureOf(workspaceId, callId, expires).toString('hex');
      const query = new URLSearchParams({ workspace: workspaceId, expires, signature });
      return `/media/recordings/${encodeURIComponent(callId)}.wav?${query}`;
    },
    check({ workspaceId, callId, expires, signature }) {
      const given = Buffer.from(signature, 'hex');
      const wanted = signatureOf(workspaceId, callId, expires);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'forged';
      return clock() < Number(expires) ? 'ok' : 'expired';
    },
  };
}
