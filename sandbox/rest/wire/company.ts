import type { CompanyState } from '../../state/company.ts';
import type { WorkspaceState } from '../../state/workspace.ts';
import { seconds } from './seconds.ts';

/** Schema `company`; a company without a plan has an empty object, as Intercom's examples show. */
export function companyWire(workspace: WorkspaceState, company: CompanyState) {
  return {
    type: 'company',
    id: company.id,
    company_id: company.companyId,
    app_id: workspace.id,
    name: company.name,
    plan:
      company.plan === undefined ? {} : { type: 'plan', id: `plan-${company.plan.toLowerCase()}`, name: company.plan },
    remote_created_at: seconds(company.createdAtMs),
    created_at: seconds(company.createdAtMs),
    updated_at: seconds(company.updatedAtMs),
    monthly_spend: company.monthlySpend,
    session_count: company.userCount * 12,
    user_count: company.userCount,
    ...(company.size === undefined ? {} : { size: company.size }),
    ...(company.industry === undefined ? {} : { industry: company.industry }),
    ...(company.website === undefined ? {} : { website: company.website }),
    tags: { type: 'tag.list', tags: [] },
    segments: { type: 'segment.list', segments: [] },
    custom_attributes: {},
  };
}
