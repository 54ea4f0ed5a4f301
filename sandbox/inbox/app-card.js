import { html, useEffect, useLayoutEffect, useRef } from '/assets/htm-preact.js';
import { CardFailure } from './card-failure.js';
import { CardFootnotes } from './card-footnotes.js';
import { inlineButtonOf, pressOption, readInputs } from './card-inputs.js';
import { Skeleton } from './skeleton.js';
import { useCard } from './use-card.js';

/** The card itself. It behaves as in Intercom: asked for on opening, sent back with every click, dead while it waits. */
export function AppCard({ workspaceId, conversationId, adminId, appName, onChanged }) {
  const { card, answer, isPending, isFromClick, submit, retry } = useCard({
    workspaceId,
    conversationId,
    adminId,
    onChanged,
  });
  const region = useRef(null);
  const content = useRef(null);

  // The markup is set by hand and only with a new card, so that drawing the page again keeps what was typed.
  useLayoutEffect(() => {
    if (card !== undefined) content.current.innerHTML = card.html;
  }, [card]);

  // The button that was clicked is gone with the old card: who worked in the card goes on at its beginning, where it
  // says what became of the click.
  useEffect(() => {
    if (!isFromClick) return;
    const focused = document.activeElement;
    const isLost = focused === null || focused === document.body || !focused.isConnected;
    if (isLost) region.current.focus({ preventScroll: true });
    const hasLeftAbove = region.current.getBoundingClientRect().top < scrollerTop(region.current);
    if (hasLeftAbove) region.current.scrollIntoView({ block: 'start' });
  }, [answer]);

  const send = (button) => {
    if (isPending) return;
    pressOption(button);
    submit(button.dataset.ckSubmit, readInputs(content.current));
  };
  const onClick = (event) => {
    const button = event.target.closest('[data-ck-submit]');
    if (button !== null && !button.disabled) send(button);
  };
  const onKeyDown = (event) => {
    const button = event.key === 'Enter' && !event.isComposing && inlineButtonOf(event.target);
    if (!button) return;
    event.preventDefault();
    if (!button.disabled) send(button);
  };

  return html`
    <div
      class="card"
      ref=${region}
      role="region"
      aria-label=${`${appName} card`}
      aria-busy=${isPending ? 'true' : 'false'}
      tabindex="-1"
    >
      ${answer?.ok === false && html`<${CardFailure} failure=${answer} isPending=${isPending} onRetry=${retry} />`}
      ${answer === undefined && html`<${Skeleton} label=${`Loading ${appName}`} lines=${[55, 80, 100, 100, 65, 90, 40]} />`}
      <div class="card-content" ref=${content} onClick=${onClick} onKeyDown=${onKeyDown}></div>
    </div>
    <p class="visually-hidden" role="status" aria-live="polite">${announcement(appName, answer, isPending, isFromClick)}</p>
    ${answer?.ok && html`<${CardFootnotes} card=${answer} />`}
  `;
}

const scrollerTop = (element) => element.closest('.scroll').getBoundingClientRect().top;

function announcement(appName, answer, isPending, isFromClick) {
  if (isPending) return isFromClick ? `${appName} is working` : `${appName} is loading`;
  if (answer?.ok === false) return `${appName} failed`;
  return isFromClick ? `${appName} card updated` : `${appName} card loaded`;
}
