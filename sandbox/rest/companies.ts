import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type CompanyChange, changeCompany, createCompany, deleteCompany } from '../changes/companies.ts';
import type { CompanyState } from '../state/company.ts';
import type { WorkspaceState } from '../state/workspace.ts';
import { readBody } from './read-body.ts';
import type { RestContext } from './rest-context.ts';
import { RestError } from './rest-error.ts';
import { companyWire } from './wire/company.ts';

const fields = {
  name: z.string().optional(),
  plan: z.string().optional(),
  size: z.int().min(0).optional(),
  website: z.string().optional(),
  industry: z.string().optional(),
  monthly_spend: z.int().optional(),
};
const changeSchema = z.object(fields);
const upsertSchema = z.object({ ...fields, company_id: z.string().min(1) });

type ByCompany = { Params: { companyId: string } };

/** Companies one by one. */
export function companyRoutes(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.get<ByCompany>('/companies/:companyId', async (request) => {
    const { workspace } = callerOf(request);
    return companyWire(workspace, needCompany(workspace, request.params.companyId));
  });

  rest.post('/companies', async (request) => {
    const { workspace } = callerOf(request);
    const { company_id: companyId, ...wanted } = readBody(upsertSchema, request.body);
    const known = [...workspace.companies.values()].find((company) => company.companyId === companyId);
    if (known !== undefined) {
      changeCompany(state, workspace, known, changeOf(wanted));
      return companyWire(workspace, known);
    }
    const id = newCompanyId(workspace);
    return companyWire(workspace, createCompany(state, workspace, { id, companyId, ...changeOf(wanted) }));
  });

  rest.put<ByCompany>('/companies/:companyId', async (request) => {
    const { workspace } = callerOf(request);
    const company = needCompany(workspace, request.params.companyId);
    changeCompany(state, workspace, company, changeOf(readBody(changeSchema, request.body)));
    return companyWire(workspace, company);
  });

  rest.delete<ByCompany>('/companies/:companyId', async (request) => {
    const { workspace } = callerOf(request);
    const company = needCompany(workspace, request.params.companyId);
    deleteCompany(state, workspace, company);
    return { id: company.id, object: 'company', deleted: true };
  });
}

function needCompany(workspace: WorkspaceState, id: string): CompanyState {
  const company = workspace.companies.get(id);
  if (company === undefined) throw new RestError(404, 'company_not_found', 'Company Not Found');
  return company;
}

function changeOf({ monthly_spend: monthlySpend, ...rest }: z.output<typeof changeSchema>): CompanyChange {
  return monthlySpend === undefined ? rest : { ...rest, monthlySpend };
}

/** 24 hexadecimal digits that no company here has. */
function newCompanyId(workspace: WorkspaceState): string {
  for (let count = workspace.companies.size + 1; ; count += 1) {
    const id = `66c0f0${workspace.numericId.toString(16).padStart(8, '0')}${count.toString(16).padStart(10, '0')}`;
    if (!workspace.companies.has(id)) return id;
  }
}
