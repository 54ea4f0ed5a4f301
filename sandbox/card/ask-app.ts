import type { Dispatcher } from 'undici';
import { renderHtml } from '../../canvas/kit/render-html.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { post } from '../to-app/post.ts';
import { bodySignature } from '../to-app/sign.ts';

type Issue = ReturnType<typeof validateCanvas>[number];

export type CardFailureReason =
  | 'not_installed'
  | 'timeout'
  | 'http_error'
  | 'bad_json'
  | 'invalid_canvas'
  | 'unreachable';

/** What became of asking the app for a card. */
export type CardAnswer =
  | { ok: true; html: string; canvas: unknown; issues: Issue[]; status: number; durationMs: number }
  | { ok: false; reason: CardFailureReason; message: string; status?: number; issues?: Issue[]; durationMs: number };

/** Marketplace review would complain about these; Intercom itself still draws the card. */
const REVIEW_ONLY: ReadonlySet<Issue['code']> = new Set(['first_canvas_primary_button', 'first_canvas_too_tall']);

const INTERCOM_LINK = /href="https:\/\/app(?:\.eu|\.au)?\.intercom\.com\/a\//g;

/** Asks the app for a card as Intercom's inbox does, and judges the answer as Intercom would. Never throws. */
export async function askApp(question: {
  url: string;
  payload: unknown;
  clientSecret: string;
  first: boolean;
  timeoutMs: number;
  dispatcher: Dispatcher;
}): Promise<CardAnswer> {
  const body = Buffer.from(JSON.stringify(question.payload));
  const { url, clientSecret, timeoutMs, dispatcher } = question;
  const headers = { 'content-type': 'application/json', 'x-body-signature': bodySignature(body, clientSecret) };
  const answered = await post({ url, headers, body, timeoutMs, dispatcher });
  const { durationMs } = answered;
  const failed = (
    reason: CardFailureReason,
    message: string,
    rest: { status?: number; issues?: Issue[] } = {},
  ): CardAnswer => ({ ok: false, reason, message, ...rest, durationMs });
  if (!answered.reached) return failed(answered.timedOut ? 'timeout' : 'unreachable', answered.message);
  const { status, text } = answered;
  if (status !== 200) return failed('http_error', `The app answered ${status} instead of 200.`, { status });
  const answer = parseJson(text);
  if (answer === undefined) {
    return failed('bad_json', 'The app answered with something that is not a JSON object.', { status });
  }
  const { canvas } = answer;
  const issues = validateCanvas(canvas, { location: 'inbox', first: question.first });
  const fatal = issues.filter((issue) => !REVIEW_ONLY.has(issue.code));
  if (fatal.length > 0) {
    const message = `Intercom would not draw this canvas: ${fatal[0]?.message ?? ''}`;
    return failed('invalid_canvas', message, { status, issues });
  }
  return { ok: true, html: localLinks(renderHtml(canvas)), canvas, issues, status, durationMs };
}

/** Links into Intercom's web app lead to this sandbox's own pages instead, so that they work without Intercom. */
function localLinks(html: string): string {
  return html.replace(INTERCOM_LINK, 'href="/a/');
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
