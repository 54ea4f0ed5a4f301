import { useEffect, useRef, useState } from '/assets/htm-preact.js';
import { initializeCard, submitCard } from './api.js';

/**
 * The life of one card: initialized once, then one submit at a time. Belongs to one conversation and one teammate; an
 * answer that comes after the card has been left is dropped.
 *
 * `card` is the last one that was shown, `answer` the last answer, which may be a failure,
 * `isFromClick` tells whether the teammate asked for it, rather than the page on its own.
 */
export function useCard({ workspaceId, conversationId, adminId, onChanged }) {
  const [state, setState] = useState({ isPending: true, isFromClick: false });
  const isAlive = useRef(true);
  /** Set at once, unlike state: of two clicks in one frame the second finds it. */
  const request = useRef(undefined);

  const ask = async (kind, send, isFromClick) => {
    if (request.current?.isPending) return;
    const asked = { kind, send, isPending: true };
    request.current = asked;
    setState((last) => ({ ...last, isPending: true, isFromClick }));
    const answer = await send();
    asked.isPending = false;
    // What the click did to the conversation shows in the list, whichever conversation is open by now.
    if (kind === 'submit') onChanged();
    if (!isAlive.current) return;
    setState((last) => ({ ...last, isPending: false, answer, card: answer.ok ? answer : last.card }));
  };

  useEffect(() => {
    ask('initialize', () => initializeCard(workspaceId, conversationId, adminId), false);
    return () => {
      isAlive.current = false;
    };
  }, []);

  const submit = (componentId, inputValues) => {
    const click = { adminId, componentId, inputValues, currentCanvas: state.card.canvas };
    return ask('submit', () => submitCard(workspaceId, conversationId, click), true);
  };
  /** The same request once more, as it was: whoever answers can see that it is the same click. */
  const retry = () => ask(request.current.kind, request.current.send, true);

  return { ...state, submit, retry };
}
