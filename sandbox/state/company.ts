export interface CompanyState {
  id: string;
  /** The id the customer of Intercom gave it. */
  companyId: string;
  name: string;
  plan: string | undefined;
  monthlySpend: number;
  userCount: number;
  size: number | undefined;
  industry: string | undefined;
  website: string | undefined;
  createdAtMs: number;
  updatedAtMs: number;
}
