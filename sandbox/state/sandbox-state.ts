import { buildAcme } from '../data/acme.ts';
import { buildBorea } from '../data/borea.ts';
import { addCrowd } from '../data/crowd.ts';
import { emptyWorkspaces } from '../data/empty.ts';
import type { Faults } from '../faults.ts';
import type { AnnouncementListener } from './announce.ts';
import type { Health } from './health.ts';
import { type Installs, noInstalls } from './installs.ts';
import type { RecordedRequest } from './request-log.ts';
import type { WorkspaceState } from './workspace.ts';

export type Seed = 'believable' | 'empty';

/** All that a sandbox holds, in memory. Tests may read and change it directly. */
export interface SandboxState {
  /** Epoch milliseconds. */
  readonly clock: () => number;
  workspaces: Map<string, WorkspaceState>;
  installs: Installs;
  /** Every REST request, oldest first, up to a bound. */
  requests: RecordedRequest[];
  faults: Faults;
  /** Calls per token and 10-second window. */
  rateLimitPerWindow: number;
  /** By token: how many calls the current window has seen. */
  rateWindows: Map<string, { startsAtMs: number; used: number }>;
  /** By workspace: what the app last said of itself. */
  health: Map<string, Health>;
  /** Told of everything that changes in a workspace. */
  listeners: Set<AnnouncementListener>;
  /**
   * Restores the initial data and limits, drops faults and the request log. Installs stay unless asked: they belong to
   * the app under test, which would find its tokens dead.
   */
  reset(options?: { forgetInstalls?: boolean }): void;
}

/** Intercom's default for a public app, 10,000 calls a minute, in its 10-second windows. */
const DEFAULT_RATE_LIMIT_PER_WINDOW = 1666;

function seedWorkspaces(seed: Seed, crowd: number, nowMs: number): Map<string, WorkspaceState> {
  const workspaces = seed === 'empty' ? emptyWorkspaces(nowMs) : [buildAcme(nowMs), buildBorea(nowMs)];
  const [first] = workspaces;
  if (first !== undefined) addCrowd(first, crowd, nowMs);
  return new Map(workspaces.map((workspace) => [workspace.id, workspace]));
}

export function createSandboxState(options: {
  clock: () => number;
  seed?: Seed | undefined;
  rateLimitPerWindow?: number | undefined;
  /** This many more contacts in the first workspace. */
  crowd?: number | undefined;
}): SandboxState {
  const { clock, seed = 'believable', crowd = 0, rateLimitPerWindow = DEFAULT_RATE_LIMIT_PER_WINDOW } = options;
  const state: SandboxState = {
    clock,
    workspaces: seedWorkspaces(seed, crowd, clock()),
    installs: noInstalls(),
    requests: [],
    faults: {},
    rateLimitPerWindow,
    rateWindows: new Map(),
    health: new Map(),
    listeners: new Set(),
    reset({ forgetInstalls = false } = {}) {
      state.workspaces = seedWorkspaces(seed, crowd, clock());
      if (forgetInstalls) {
        state.installs = noInstalls();
        state.health.clear();
      }
      state.requests.length = 0;
      state.faults = {};
      state.rateLimitPerWindow = rateLimitPerWindow;
      state.rateWindows = new Map();
    },
  };
  return state;
}
