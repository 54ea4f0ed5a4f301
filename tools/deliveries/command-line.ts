import { HELP_OPTION, readCount, readOptions } from '../shell/read-options.ts';

interface DeliveriesCommand {
  help: boolean;
  workspaceId: string | undefined;
  limit: number;
  follow: boolean;
  json: boolean;
}

const TOOL = 'deliveries';
/** As many as are kept. */
const MOST = 500;

/** @throws UnusableError `usage` */
export function readCommandLine(args: readonly string[]): DeliveriesCommand {
  const values = readOptions(TOOL, args, {
    workspace: { type: 'string' },
    limit: { type: 'string', default: '20' },
    follow: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: HELP_OPTION,
  });
  const { help, workspace, limit, follow, json } = values;
  return { help, workspaceId: workspace, limit: readCount(TOOL, 'limit', limit, MOST), follow, json };
}
