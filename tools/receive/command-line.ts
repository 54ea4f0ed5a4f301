import { HELP_OPTION, readOptions, usage } from '../shell/read-options.ts';
import type { Click, ReceivedEvent } from './event.ts';
import { EVENT_NAMES, EVENTS } from './events.ts';

export interface ReceiveCommand {
  event: ReceivedEvent;
  /** A file to send, or what a sample is about. */
  payload: { file: string } | { workspaceId: string | undefined; conversationId: string | undefined; click: Click };
  to: { inProcess: true } | { inProcess: false; url: string | undefined };
}

const TOOL = 'receive';

/** `help` when that is asked for. Throws UnusableError `usage`. */
export function readCommandLine(args: readonly string[]): ReceiveCommand | 'help' {
  const values = readOptions(TOOL, args, {
    event: { type: 'string' },
    file: { type: 'string' },
    workspace: { type: 'string' },
    conversation: { type: 'string' },
    component: { type: 'string' },
    input: { type: 'string', multiple: true, default: [] },
    url: { type: 'string' },
    'in-process': { type: 'boolean', default: false },
    help: HELP_OPTION,
  });
  if (values.help) return 'help';
  if (values.event === undefined) throw usage(TOOL, `Say what to send, with --event: ${EVENT_NAMES}.`);
  const event = EVENTS.get(values.event);
  if (event === undefined) throw usage(TOOL, `There is no event ${values.event}: use one of ${EVENT_NAMES}.`);

  const { file, workspace, conversation, component, input, url } = values;
  const clicks = component !== undefined || input.length > 0;
  const about = workspace !== undefined || conversation !== undefined || clicks;
  if (file !== undefined && about) throw usage(TOOL, '--file is sent as it is: put the rest into the file.');
  if (clicks && !event.clickable)
    throw usage(TOOL, `Nothing is clicked in ${event.name}: leave --component and --input out.`);
  if (event.needsWorkspace && file === undefined && workspace === undefined)
    throw usage(TOOL, `Say to which workspace ${event.name} is to happen, with --workspace.`);
  if (url !== undefined && values['in-process']) throw usage(TOOL, 'Use --url or --in-process, not both.');
  const click = { componentId: component, inputValues: readInputs(input) };
  return {
    event,
    payload: file === undefined ? { workspaceId: workspace, conversationId: conversation, click } : { file },
    to: values['in-process'] ? { inProcess: true } : { inProcess: false, url },
  };
}

/** An id that is there twice has several values, as the choices of a checkbox do. */
function readInputs(inputs: readonly string[]): Record<string, unknown> {
  const values = new Map<string, string[]>();
  for (const input of inputs) {
    const equals = input.indexOf('=');
    if (equals < 1) throw usage(TOOL, `--input ${input} is not of the form ID=VALUE.`);
    const id = input.slice(0, equals);
    values.set(id, [...(values.get(id) ?? []), input.slice(equals + 1)]);
  }
  return Object.fromEntries([...values].map(([id, chosen]) => [id, chosen.length === 1 ? chosen[0] : chosen]));
}
