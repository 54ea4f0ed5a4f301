import { assignCard } from '../../canvas/cards/assign-card.ts';
import { callCard } from '../../canvas/cards/call-card.ts';
import { callsCard } from '../../canvas/cards/calls-card.ts';
import { finVoiceCard } from '../../canvas/cards/fin-voice-card.ts';
import type { Frame } from '../../canvas/cards/frame.ts';
import { historyCard } from '../../canvas/cards/history-card.ts';
import { homeCard } from '../../canvas/cards/home.ts';
import { mergeCard } from '../../canvas/cards/merge-card.ts';
import { noteCard } from '../../canvas/cards/note-card.ts';
import { tagCard } from '../../canvas/cards/tag-card.ts';
import { whoCard } from '../../canvas/cards/who-card.ts';
import type { Fact } from '../../canvas/facts.ts';
import type { Canvas } from '../../canvas/kit/components.ts';
import type { Outcome, View } from '../../canvas/view.ts';
import type { CardContext } from './context.ts';
import { gatherCall, gatherCalls } from './gather-calls.ts';
import { gatherFinVoice } from './gather-fin-voice.ts';
import { gatherHome } from './gather-home.ts';
import { gatherAssign, gatherHistory, gatherTag } from './gather-views.ts';
import { gatherMerge, gatherWho } from './gather-who.ts';

export interface Shown {
  canvas: Canvas;
  /** The facts the card was drawn from, for the log and for telling a dead connection. */
  facts: Record<string, unknown>;
}

/** Gathers what a view needs and draws it. */
export async function show(
  view: View,
  outcome: Outcome | undefined,
  frame: Frame,
  context: CardContext,
): Promise<Shown> {
  switch (view.name) {
    case 'home': {
      const facts = await gatherHome(context);
      return { canvas: homeCard(facts, frame, outcome), facts: { ...facts } };
    }
    case 'tag': {
      const facts = await gatherTag(context, view.target);
      return { canvas: tagCard(facts, view, outcome, frame), facts: { ...facts } };
    }
    case 'note': {
      const facts = { viewerName: context.request.viewer?.name };
      return { canvas: noteCard(facts, view, outcome, frame), facts };
    }
    case 'assign': {
      const facts = await gatherAssign(context);
      return { canvas: assignCard(facts, view, outcome, frame), facts: { ...facts } };
    }
    case 'calls': {
      const facts = await gatherCalls(context);
      return { canvas: callsCard(facts, view, frame), facts: { ...facts } };
    }
    case 'call': {
      const facts = await gatherCall(context, view.callId);
      return { canvas: callCard(facts, view, frame), facts: { ...facts } };
    }
    case 'fin': {
      const facts = await gatherFinVoice(context, { finVoiceId: view.finVoiceId });
      return { canvas: finVoiceCard(facts, view, frame), facts: { ...facts } };
    }
    case 'handed': {
      const facts = await gatherFinVoice(context, { externalCallId: view.externalCallId });
      return { canvas: finVoiceCard(facts, {}, frame), facts: { ...facts } };
    }
    case 'who': {
      const facts = await gatherWho(context);
      return { canvas: whoCard(facts, view, outcome, frame), facts: { ...facts } };
    }
    case 'merge': {
      const facts = await gatherMerge(context, view);
      return { canvas: mergeCard(facts, view, frame), facts: { ...facts } };
    }
    case 'history': {
      const facts = await gatherHistory(context);
      return { canvas: historyCard(facts, view, frame), facts: { ...facts } };
    }
  }
}

/** Each fact by name with its state, or why it is not known: what a log line says of a card. */
export function factStates(facts: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts)
      .filter((entry): entry is [string, Fact<unknown>] => isFact(entry[1]))
      .map(([name, fact]) => [name, fact.state === 'unavailable' ? fact.why : fact.state]),
  );
}

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === 'object' && value !== null && 'state' in value && typeof value.state === 'string';
}
