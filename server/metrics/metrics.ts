import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { FrequentHistogram } from './frequent-histogram.ts';

/** Of an answer that Intercom waits for at most 10 s, and that a teammate wants at once. */
const ANSWER_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8];
/** From what happened at Intercom to its being known here: with one retry after a minute, minutes are usual. */
const LAG_SECONDS = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600];

/**
 * What is counted, in a registry of its own, so that two Callcards in one process do not share numbers. Labels come from
 * small sets, never from outside; only the sizes of the largest mirrors are told by the ids of their workspaces.
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requestSeconds: new FrequentHistogram({
      name: 'callcard_http_request_duration_seconds',
      help: 'Time to answer an HTTP request, by route and status.',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: ANSWER_SECONDS,
      registers,
    }),
    cardSeconds: new FrequentHistogram({
      name: 'callcard_card_duration_seconds',
      help: 'Time to make a card, by what was asked, the view and how it ended.',
      labelNames: ['kind', 'view', 'result'] as const,
      buckets: ANSWER_SECONDS,
      registers,
    }),
    facts: new Counter({
      name: 'callcard_facts_total',
      help: 'Facts that cards needed: source is mirror or intercom, result known, absent or why it is unavailable.',
      labelNames: ['fact', 'source', 'result'] as const,
      registers,
    }),
    upstreamSeconds: new Histogram({
      name: 'callcard_intercom_request_duration_seconds',
      help: 'Time of a request to Intercom, by operation and status (or why there was none).',
      labelNames: ['operation', 'status'] as const,
      buckets: ANSWER_SECONDS,
      registers,
    }),
    rateLimitHeadroom: new Histogram({
      name: 'callcard_intercom_rate_limit_headroom_ratio',
      help: 'What was left of the rate-limit window when an answer of Intercom told: 1 is all, 0 nothing.',
      buckets: [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1],
      registers,
    }),
    notifications: new Counter({
      name: 'callcard_notifications_total',
      help: 'Notifications of Intercom, by topic (other: one that is not used) and what became of them.',
      labelNames: ['topic', 'outcome'] as const,
      registers,
    }),
    notificationLagSeconds: new Histogram({
      name: 'callcard_notification_lag_seconds',
      help: 'From when Intercom says that it happened to when its work here was done.',
      buckets: LAG_SECONDS,
      registers,
    }),
    jobAttempts: new Counter({
      name: 'callcard_job_attempts_total',
      help: 'Attempts of jobs, by kind and how they ended.',
      labelNames: ['kind', 'outcome'] as const,
      registers,
    }),
    jobs: new Gauge({
      name: 'callcard_jobs',
      help: 'Jobs there are, by kind and state.',
      labelNames: ['kind', 'state'] as const,
      registers,
    }),
    jobOldestSeconds: new Gauge({
      name: 'callcard_job_oldest_seconds',
      help: 'How long ago the oldest of these jobs was meant to run.',
      labelNames: ['kind', 'state'] as const,
      registers,
    }),
    mirrorFacts: new Gauge({
      name: 'callcard_mirror_facts',
      help: 'Facts that are kept, for each of the largest workspaces and for all (workspace "all").',
      labelNames: ['workspace'] as const,
      registers,
    }),
    evidence: new Counter({
      name: 'callcard_mirror_evidence_total',
      help: 'Looks at whether notifications arrive: agreed or missed.',
      labelNames: ['result'] as const,
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
