import { request } from 'playwright-core';
import { expect } from 'vitest';

export const ACME = 'acmeus1';
export const BOREA = 'boreaeu1';

/** Back to the initial data, without faults and without installs. */
export const resetSandbox = (sandboxUrl: string) =>
  send('POST', `${sandboxUrl}/api/sandbox/reset`, { forgetInstalls: true });

/** A request that the sandbox must take. */
export async function send(method: string, address: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(address, { method, headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

/**
 * Installs an app without looking at the pages, and answers with where that ends. The consent page is a plain form: what
 * its Approve button sends is sent here.
 */
export async function approve(installUrl: string, workspaceId: string): Promise<string> {
  const admin = await request.newContext();
  const consent = await admin.get(installUrl);
  const asked = Object.fromEntries(new URL(consent.url()).searchParams);
  const form = { ...asked, decision: 'approve', workspace_id: workspaceId };
  const end = await admin.post(new URL('/oauth/approve', consent.url()).href, { form });
  await admin.dispose();
  return end.url();
}
