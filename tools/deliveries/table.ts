import type { KeptDelivery } from '../../db/ports.ts';
import { oneLine } from '../shell/streams.ts';

/** Widths stay as they are while lines come in one by one. What is longer pushes the rest of its line. */
const WIDTHS = { time: 20, route: 17, result: 14, status: 6, took: 8, request: 10 };

/** The first line of the table. */
export const TITLES = row('TIME', 'ROUTE', 'RESULT', 'STATUS', 'TOOK', 'REQUEST', 'WHAT');

/** One line of the table. */
export function deliveryLine(delivery: KeptDelivery): string {
  return row(
    new Date(delivery.receivedAtMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    delivery.route,
    delivery.result,
    String(delivery.status),
    `${delivery.durationMs} ms`,
    delivery.requestId,
    whatOf(delivery),
  );
}

function row(time: string, route: string, result: string, status: string, took: string, request: string, what: string) {
  const { time: timeWidth, route: routeWidth, result: resultWidth } = WIDTHS;
  const cells = [time.padEnd(timeWidth), route.padEnd(routeWidth), result.padEnd(resultWidth)];
  const rest = [status.padStart(WIDTHS.status), took.padStart(WIDTHS.took), request.padEnd(WIDTHS.request), what];
  return oneLine([...cells, ...rest].join('  ').trimEnd());
}

const CERTAIN = new Set(['known', 'absent']);

/** Only what somebody would look for: the facts that could be had are left out. */
function whatOf({ view, action, outcome, facts }: KeptDelivery): string {
  const unknown = Object.entries(facts)
    .filter(([, state]) => !CERTAIN.has(state))
    .map(([name, state]) => `${name} (${state})`);
  return [
    view,
    action === undefined ? undefined : `${action} -> ${outcome ?? 'no outcome'}`,
    unknown.length === 0 ? undefined : `not known: ${unknown.join(', ')}`,
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}
