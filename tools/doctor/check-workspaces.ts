import type { StoreReader, Workspace } from '../../db/ports.ts';
import { createSeal, SealError } from '../../db/seal.ts';
import type { Config } from '../../server/config.ts';
import { readRegion } from '../../server/install/regions.ts';
import { tokenContext } from '../../server/install/token-context.ts';
import { IntercomError } from '../../server/intercom/errors.ts';
import type { Intercom } from '../../server/intercom/intercom.ts';
import { createIntercom } from '../../server/intercom/intercom.ts';
import type { Me } from '../../server/intercom/types.ts';
import { type Finding, findingsIn } from './finding.ts';

const { ok, warning, problem } = findingsIn('workspace');

/** So many are asked about at once. */
const PAGE = 20;

/** What Intercom says of each installed workspace. Changes nothing, here or there. */
export async function checkWorkspaces(config: Config, store: StoreReader, clock: () => number): Promise<Finding[]> {
  const intercom = createIntercom({ apiUrls: config.intercom.apiUrls, clock });
  const findings: Finding[] = [];
  try {
    let afterWorkspaceId: string | undefined;
    for (;;) {
      const page = await store.workspaces.list({ afterWorkspaceId, limit: PAGE });
      findings.push(...(await Promise.all(page.map((workspace) => checkOne(workspace, config, intercom)))));
      if (page.length < PAGE) break;
      afterWorkspaceId = page.at(-1)?.workspaceId;
    }
  } finally {
    await intercom.close();
  }
  if (findings.length > 0) return findings;
  return [warning('Callcard is installed in no workspace', `Open ${config.publicUrl}/install and approve.`)];
}

async function checkOne(workspace: Workspace, config: Config, intercom: Intercom): Promise<Finding> {
  const { workspaceId, region, name } = workspace;
  const who = `${name} (${workspaceId}, ${region})`;
  const reconnect = `Connect it again at ${config.publicUrl}/install?region=${region}.`;
  if (workspace.status === 'disconnected')
    return warning(`${who} is disconnected: ${workspace.disconnectedReason}`, reconnect);
  try {
    const { plaintext: token, stale } = createSeal(config.tokenKeys).open(
      workspace.sealedToken,
      tokenContext(workspaceId),
    );
    const me = await intercom.connect({ workspaceId, region, token }).me();
    const sealed = stale ? '; its token is still sealed with an older key' : '';
    return compared(workspace, me, `${who}: ${adminText(me)}${sealed}`, reconnect);
  } catch (error) {
    if (error instanceof SealError) return problem(`${who}: ${error.message}`, reconnect);
    if (!(error instanceof IntercomError)) throw error;
    if (error.code === 'intercom_unauthorized') {
      return problem(`${who}: Intercom no longer accepts its token (${error.intercomCode ?? error.code})`, reconnect);
    }
    return warning(`${who}: Intercom did not say (${error.code})`, `${error.message}`);
  }
}

function adminText({ id, name, emailVerified }: Me): string {
  return `connected by ${name ?? `admin ${id}`}, whose email address is ${emailVerified ? '' : 'not '}verified`;
}

function compared(workspace: Workspace, { app, emailVerified }: Me, found: string, reconnect: string): Finding {
  if (app === undefined || app.workspaceId !== workspace.workspaceId) {
    return problem(`${found}, but Intercom says the token is of ${app?.workspaceId ?? 'no workspace'}`, reconnect);
  }
  const region = readRegion(app.region);
  if (region !== undefined && region !== workspace.region) {
    return problem(`${found}, but Intercom says it is in the region ${region}`, `Connect it again there.`);
  }
  if (emailVerified) return ok(found);
  return warning(found, 'Callcard does not show the details of a workspace to an admin whose address is not verified.');
}
