import { nowMs } from '../rest/rest-context.ts';
import { companyWire } from '../rest/wire/company.ts';
import { announce } from '../state/announce.ts';
import type { CompanyState } from '../state/company.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { touch } from '../state/touch.ts';
import type { WorkspaceState } from '../state/workspace.ts';

export type CompanyChange = Partial<
  Pick<CompanyState, 'name' | 'plan' | 'monthlySpend' | 'size' | 'industry' | 'website'>
>;

export function createCompany(
  state: SandboxState,
  workspace: WorkspaceState,
  { id, companyId, ...change }: CompanyChange & { id: string; companyId: string },
): CompanyState {
  const atMs = nowMs(state);
  const company: CompanyState = {
    id,
    companyId,
    name: '',
    plan: undefined,
    monthlySpend: 0,
    userCount: 0,
    size: undefined,
    industry: undefined,
    website: undefined,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    ...change,
  };
  workspace.companies.set(company.id, company);
  announce(state, workspace, 'company.created', companyWire(workspace, company));
  return company;
}

export function changeCompany(
  state: SandboxState,
  workspace: WorkspaceState,
  company: CompanyState,
  change: CompanyChange,
): void {
  Object.assign(company, change);
  touch(company, nowMs(state));
  announce(state, workspace, 'company.updated', companyWire(workspace, company));
}

/** Its people stay, without it. */
export function deleteCompany(state: SandboxState, workspace: WorkspaceState, company: CompanyState): void {
  workspace.companies.delete(company.id);
  for (const contact of workspace.contacts.values()) {
    if (!contact.companyIds.includes(company.id)) continue;
    contact.companyIds = contact.companyIds.filter((id) => id !== company.id);
    touch(contact, nowMs(state));
  }
  announce(state, workspace, 'company.deleted', { id: company.id, type: 'company', deleted: true });
}
