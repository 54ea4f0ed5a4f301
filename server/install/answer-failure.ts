import type { FastifyReply, FastifyRequest } from 'fastify';
import { keepPrivate, sendPage } from '../http/page.ts';
import { FAILURE_STATUS, InstallFailure } from './failures.ts';
import { marketplaceFailure } from './marketplace.ts';
import { failurePage } from './pages.ts';

/** Tells the admin in the place where the install, or the sign-in, began. Only a bug is thrown on. */
export function answerFailure(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof InstallFailure)) throw error;
  const { code, detail, start } = error;
  const status = FAILURE_STATUS[code];
  const facts = { code, detail, region: start?.region, source: start?.source };
  const what = start?.source === 'sign-in' ? 'sign-in failed' : 'install failed';
  if (status >= 500) request.log.error(facts, what);
  else request.log.info(facts, what);
  if (start?.source === 'appstore') return keepPrivate(reply).redirect(marketplaceFailure(code), 303);
  return sendPage(reply, status, failurePage(code, start));
}
