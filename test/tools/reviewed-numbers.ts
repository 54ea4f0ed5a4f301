import { auditCells, COLUMNS } from '../../tools/numbers/audit-file.ts';
import { writeCsv } from '../../tools/numbers/csv.ts';
import { weighPhone } from '../../tools/numbers/weigh-phone.ts';

export interface ReviewedRow {
  id?: string;
  phone?: string;
  country?: string;
  decision?: string;
}

const NOTHING = {
  ...{ email: undefined, externalId: undefined, companyCount: undefined },
  ...{ createdAtMs: undefined, updatedAtMs: undefined, lastSeenAtMs: undefined },
};

/** The file of an audit with decisions in it; a French number and yes unless something else is said. */
export function reviewed(rows: readonly ReviewedRow[]): string {
  const cells = rows.map(({ id = 'jo', phone = '07 62 04 35 75', country = 'FR', decision = 'yes' }) => {
    const weighed = weighPhone({ id, role: 'user', name: 'Jo', phone, ...NOTHING }, country);
    if (!('finding' in weighed) || weighed.finding === undefined)
      throw new Error(`There is nothing to say of ${phone}`);
    return [...auditCells(weighed.finding).slice(0, -1), decision];
  });
  return writeCsv([COLUMNS, ...cells]);
}
