import type { Dispatcher } from 'undici';
import type { Random } from '../abuse/random.ts';
import type { Told } from './happen.ts';
import { answerOf, isChange, type ModelAnswer, type Question } from './model-answers.ts';
import { type ModelWorkspace, newWorkspace, WORKSPACE_IDS } from './model-workspace.ts';

/** What Intercom does with the questions of a workspace. */
export type Weather =
  | { is: 'fine' }
  /** 429 until then, by Intercom's clock. */
  | { is: 'limited'; untilMs: number }
  /** Some get a 500, before it was done or after. */
  | { is: 'failing' }
  /** Some stall, before the first byte or in the body, until they are let go. */
  | { is: 'stalling' };

/** Something that a process of Callcard asks. */
export interface Asker {
  /** Called before and after a question is carried out: whether the process still lives. */
  lives(): boolean;
}

export interface ModelIntercom {
  workspaces: ReadonlyMap<string, ModelWorkspace>;
  weather: Map<string, Weather>;
  /** How many questions were answered or refused. */
  asked(): number;
  /** Whether a question of this workspace whose path has this end waits for its answer. */
  isStalled(workspaceId: string, pathEnd: string): boolean;
  /** Lets everything go that stalls. */
  letGo(): void;
  /** The wire to a process. */
  dispatcherFor(asker: Asker): Dispatcher;
}

export interface ModelOptions {
  random: Random;
  /** Intercom's own clock, which nobody sets. */
  clock: () => number;
  tell: (workspace: ModelWorkspace, told: readonly Told[]) => void;
  /** Told of every question, and with which token. */
  onQuestion: (workspace: ModelWorkspace, question: Question, token: string) => void;
}

interface Stalled {
  workspaceId: string;
  path: string;
  go: () => void;
}

export function createModelIntercom({ random, clock, tell, onQuestion }: ModelOptions): ModelIntercom {
  const workspaces = new Map(WORKSPACE_IDS.map((id) => [id as string, newWorkspace(id, clock())]));
  const weather = new Map<string, Weather>();
  const stalled = new Set<Stalled>();
  let asked = 0;

  function carryOut(workspace: ModelWorkspace, question: Question): ModelAnswer {
    const answer = answerOf(workspace, question, clock());
    if (answer.told !== undefined && workspace.installed) tell(workspace, answer.told);
    return answer;
  }

  function refusal({ id }: ModelWorkspace): ModelAnswer | undefined {
    const now = weather.get(id) ?? { is: 'fine' };
    if (now.is !== 'limited' || now.untilMs <= clock()) return undefined;
    const reset = String(Math.ceil(now.untilMs / 1000));
    const headers = { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    return { status: 429, headers, body: errorOf('rate_limit_exceeded') };
  }

  /** The answer, and whether it stalls: before its first byte or after, and then it may be carried out only in the end. */
  function take(
    workspace: ModelWorkspace,
    question: Question,
  ): { answer: () => ModelAnswer; stalls?: 'before' | 'in the body' } {
    const refused = refusal(workspace);
    if (refused !== undefined) return { answer: () => refused };
    const now = weather.get(workspace.id)?.is;
    if (now === 'failing' && random.whole(2) === 0) {
      if (random.whole(2) === 0) carryOut(workspace, question);
      return { answer: () => ({ status: 500, body: errorOf('server_error') }) };
    }
    const stalls = now === 'stalling' && random.whole(2) === 0;
    if (stalls && isChange(question) && random.whole(2) === 0) {
      return { answer: () => carryOut(workspace, question), stalls: 'before' };
    }
    const answer = carryOut(workspace, question);
    return { answer: () => answer, ...(stalls && { stalls: random.pick(['before', 'in the body']) }) };
  }

  function answerTo(token: string, question: Question) {
    const workspace = workspaces.get(token.split(' ')[1] ?? '');
    if (workspace === undefined) throw new Error('a token that Intercom never gave');
    onQuestion(workspace, question, token);
    if (workspace.liveTokens.has(token)) return { workspace, stalls: undefined, ...take(workspace, question) };
    const revoked: ModelAnswer = { status: 401, body: errorOf('token_revoked') };
    return { workspace, answer: () => revoked, stalls: undefined };
  }

  function dispatch(asker: Asker, options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    const url = new URL(options.path, 'https://intercom.test');
    const headers = options.headers as Record<string, string>;
    const body = typeof options.body === 'string' ? (JSON.parse(options.body) as Record<string, unknown>) : {};
    const question: Question = { method: options.method, path: url.pathname, query: url.searchParams, body };
    let isOver = false;
    const controller = { abort: () => (isOver = true) } as unknown as Dispatcher.DispatchController;
    handler.onRequestStart?.(controller, {});
    if (!asker.lives()) return;
    asked += 1;
    const { workspace, answer, stalls } = answerTo((headers.authorization ?? '').replace('Bearer ', ''), question);
    if (!asker.lives()) return;

    const startsFirst = stalls === 'in the body';
    const finish = () => {
      const { status, headers: more = {}, body: said } = answer();
      asked += 1;
      if (isOver) return;
      if (!startsFirst) handler.onResponseStart?.(controller, status, more);
      handler.onResponseData?.(controller, Buffer.from(JSON.stringify(said)));
      handler.onResponseEnd?.(controller, {});
    };
    if (stalls === undefined) {
      setImmediate(finish);
      return;
    }
    if (startsFirst) handler.onResponseStart?.(controller, 200, {});
    const one = { workspaceId: workspace.id, path: question.path, go: finish };
    stalled.add(one);
  }

  return {
    workspaces,
    weather,
    asked: () => asked,
    isStalled: (workspaceId, pathEnd) =>
      [...stalled].some((one) => one.workspaceId === workspaceId && one.path.endsWith(pathEnd)),
    letGo() {
      for (const one of stalled) {
        stalled.delete(one);
        one.go();
      }
    },
    dispatcherFor(asker) {
      const wire: Pick<Dispatcher, 'dispatch'> = {
        dispatch(options, handler) {
          dispatch(asker, options, handler);
          return true;
        },
      };
      return wire as Dispatcher;
    },
  };
}

const errorOf = (code: string) => ({ type: 'error.list', errors: [{ code, message: code }] });
