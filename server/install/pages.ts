import type { InstallSource, Workspace } from '../../db/ports.ts';
import { type Html, html } from '../http/html.ts';
import type { Page } from '../http/page.ts';
import type { InstallFailureCode } from './failures.ts';
import { type InstallStart, installPath, REGIONS } from './regions.ts';
import type { SyncProgress } from './sync-progress.ts';
import {
  CHOOSE_REGION,
  CODE,
  CONNECTED,
  FAILURES,
  HOME,
  REGION_NAMES,
  RETRY,
  SIGN_IN,
  SIGN_IN_WHAT,
  SYNC,
  UNKNOWN_REGION,
} from './texts.ts';

export function homePage(): Page {
  return {
    title: HOME.title,
    body: html`<h1>${HOME.title}</h1>
<p>${HOME.lead}</p>
<ul>${HOME.points.map((point) => html`<li>${point}</li>`)}</ul>
<h2>${HOME.connectTitle}</h2>
<p class="soft">${HOME.connectHint}</p>
${regionLinks('website')}`,
  };
}

export function unknownRegionPage(source: InstallSource): Page {
  return {
    title: UNKNOWN_REGION.title,
    body: html`<h1>${UNKNOWN_REGION.title}</h1>
<p>${UNKNOWN_REGION.lead}</p>
${regionLinks(source)}
${codeLine(UNKNOWN_REGION.code)}`,
  };
}

export function failurePage(code: InstallFailureCode, start: InstallStart | undefined): Page {
  if (start?.source === 'sign-in') return signInFailurePage(code);
  const text = FAILURES[code];
  return {
    title: text.title,
    body: html`<div class="failed"><h1>${text.title}</h1></div>
<p>${text.what}</p>
<p>${text.next}</p>
<p><a class="button" href="${start ? installPath(start) : '/'}">${start ? RETRY : CHOOSE_REGION}</a></p>
${codeLine(code)}`,
  };
}

/** Nobody who only wanted to hear a call is offered an install. */
function signInFailurePage(code: InstallFailureCode): Page {
  const { what, next } = FAILURES[code];
  return {
    title: SIGN_IN.title,
    body: html`<div class="failed"><h1>${SIGN_IN.title}</h1></div>
<p>${SIGN_IN_WHAT[code] ?? what}</p>
<p>${code.startsWith('sign_in') ? next : SIGN_IN.next}</p>
${codeLine(code)}`,
  };
}

/**
 * With the workspace's details for the admin who just connected it, without them for everybody else. `justConnected`:
 * the browser comes from a finished install, whether or not it may see details.
 */
export function connectedPage(
  signedIn: { workspace: Workspace; inboxUrl: string; sync: SyncProgress | undefined } | undefined,
  justConnected = false,
): Page {
  const workspace = signedIn?.workspace;
  const title = workspace || justConnected ? CONNECTED.title : CONNECTED.genericTitle;
  const generic = justConnected ? CONNECTED.justConnected : CONNECTED.genericLead;
  return {
    title,
    body: html`<h1>${title}</h1>
<p>${workspace ? CONNECTED.lead(workspace.name) : generic}</p>
${signedIn && workspaceFacts(signedIn)}
<h2>${CONNECTED.stepsTitle}</h2>
<ol>${CONNECTED.steps.map((step) => html`<li>${step}</li>`)}</ol>
${signedIn && html`<p><a class="button" href="${signedIn.inboxUrl}">${CONNECTED.openInbox}</a></p>`}
${workspace ? undefined : html`<p class="soft">${CONNECTED.genericHint}</p>`}`,
  };
}

function workspaceFacts({ workspace, sync }: { workspace: Workspace; sync: SyncProgress | undefined }): Html {
  return html`<dl class="facts">
<dt>${CONNECTED.workspace}</dt> <dd>${workspace.name}</dd>
<dt>${CONNECTED.region}</dt> <dd>${REGION_NAMES[workspace.region]}</dd>
<dt>${CONNECTED.timeZone}</dt> <dd>${workspace.timeZone}</dd>
${sync && html`<dt>${CONNECTED.contacts}</dt> <dd>${syncText(sync)}</dd>\n`}</dl>`;
}

const NUMBER = new Intl.NumberFormat('en-US');

function syncText(sync: SyncProgress): string {
  if (sync.state === 'waiting') return SYNC.waiting;
  const seen = NUMBER.format(sync.seen);
  switch (sync.state) {
    case 'reading':
      return SYNC.reading(seen, sync.total === undefined ? undefined : NUMBER.format(sync.total));
    case 'paused':
    case 'failing':
      return SYNC[sync.state](seen, NUMBER.format(Math.ceil(sync.forMs / 1000)));
    default:
      return SYNC[sync.state](seen);
  }
}

/** Links, not a form: the page's content policy would stop a form from ending on Intercom's consent page. */
function regionLinks(source: InstallSource): Html {
  return html`<ul class="regions">${REGIONS.map(
    (region) => html`
<li><a class="button" href="${installPath({ region, source })}"><span>${HOME.connect}</span> <span class="place">${REGION_NAMES[region]}</span></a></li>`,
  )}
</ul>`;
}

function codeLine(code: string): Html {
  return html`<p class="code">${CODE}: ${code}</p>`;
}
