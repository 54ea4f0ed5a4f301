import type { CallEvent } from '../intercom/transport.ts';
import type { Metrics } from './metrics.ts';

/** Counts one request that went out to Intercom. */
export function observeCall({ upstreamSeconds, rateLimitHeadroom }: Metrics, event: CallEvent): void {
  const status = event.status === undefined ? (event.code ?? 'none') : String(event.status);
  upstreamSeconds.observe({ operation: event.route, status }, event.durationMs / 1000);
  if (event.headroomRatio !== undefined) rateLimitHeadroom.observe(event.headroomRatio);
}
