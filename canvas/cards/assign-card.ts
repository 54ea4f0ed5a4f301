import { writeId } from '../component-id.ts';
import { type AssignFacts, type Fact, isUnknown, known, type TeamFact, type TeammateFact } from '../facts.ts';
import { type Canvas, type Component, input, item, type ListItem, list, submit, text } from '../kit/components.ts';
import type { Texts } from '../texts/en.ts';
import type { Outcome } from '../view.ts';
import { clip, plain } from '../words.ts';
import { joined, lines, ownerName, unavailableText } from './describe.ts';
import { type Frame, framed, outcomeLines, wayBack } from './frame.ts';
import { compareNames, matches, pager, slice } from './paging.ts';

/** Hand the conversation to a team, a teammate, oneself or nobody. */
export function assignCard(
  facts: AssignFacts,
  view: { query: string; page: number },
  outcome: Outcome | undefined,
  frame: Frame,
): Canvas {
  const { texts } = frame;
  const current = currentAssignee(facts, outcome);
  const teams = facts.teams.state === 'known' ? facts.teams.value : [];
  const teammates = facts.teammates.state === 'known' ? facts.teammates.value : [];
  const rows = [...teamRows(teams, current, view.query, frame), ...teammateRows(teammates, current, view.query, frame)];
  const page = slice(rows, view.page);
  const shortcuts = view.query === '' && page.page === 1 ? shortcutRows(facts, current, frame) : [];
  const components: Component[] = [
    ...outcomeLines(outcome, frame, nameOf(assignedTo(outcome) ?? NOBODY, facts, texts)),
    text(texts.assign.heading, { style: 'header' }),
    ...nowLine(facts, current, frame),
    input({
      id: writeId('assign', 'search'),
      label: texts.assign.searchLabel,
      placeholder: texts.assign.searchPlaceholder,
      action: submit(),
      ...(view.query === '' ? {} : { value: view.query }),
    }),
    ...(shortcuts.length + page.rows.length > 0 ? [list([...shortcuts, ...page.rows])] : []),
    ...(rows.length === 0 && view.query !== ''
      ? [text(texts.assign.noMatch(plain(clip(view.query, 60))), { style: 'muted' })]
      : []),
    ...(facts.teams.state === 'unavailable' ? [unavailableText(texts.sections.teams, facts.teams, texts)] : []),
    ...(facts.teammates.state === 'unavailable'
      ? [unavailableText(texts.sections.teammates, facts.teammates, texts)]
      : []),
    ...pager('assign', page, frame),
    ...wayBack(frame, isUnknown(facts.assignee, facts.teams, facts.teammates) ? writeId('assign') : undefined),
  ];
  return framed(components, { view: 'assign', query: view.query, page: page.page }, frame);
}

interface Current {
  teammateId: string | undefined;
  teamId: string | undefined;
}
const NOBODY: Current = { teammateId: undefined, teamId: undefined };

/** What an assignment is known to have done outranks a conversation read a moment too early. */
function currentAssignee(facts: AssignFacts, outcome: Outcome | undefined): Current | undefined {
  if (outcome?.ok === true && outcome.did === 'unassigned') return NOBODY;
  return assignedTo(outcome) ?? (facts.assignee.state === 'known' ? facts.assignee.value : undefined);
}

function assignedTo(outcome: Outcome | undefined): Current | undefined {
  if (outcome?.ok !== true || outcome.did !== 'assigned') return undefined;
  return { teammateId: outcome.assignee.teammateId, teamId: outcome.assignee.teamId };
}

function nowLine(facts: AssignFacts, current: Current | undefined, { texts }: Frame): Component[] {
  if (current === undefined) {
    return facts.assignee.state === 'unavailable'
      ? [unavailableText(texts.sections.assignee, facts.assignee, texts)]
      : [text(texts.assign.gone, { style: 'error' })];
  }
  return [text(texts.assign.now(plain(nameOf(current, facts, texts))), { style: 'muted' })];
}

function nameOf(assignee: Current, { teammates, teams }: AssignFacts, texts: Texts): string {
  const byId = <T extends { id: string }>(fact: Fact<T[]>) =>
    new Map(fact.state === 'known' ? fact.value.map((one) => [one.id, one]) : []);
  const directory = known({ teammates: byId(teammates), teams: byId(teams) });
  return ownerName(assignee, directory, texts) ?? texts.assign.nobody;
}

function shortcutRows(facts: AssignFacts, current: Current | undefined, { texts }: Frame): ListItem[] {
  const rows: ListItem[] = [];
  const { viewerId } = facts;
  if (viewerId !== undefined && current?.teammateId !== viewerId) {
    rows.push(item({ id: writeId('assign', 'me'), title: texts.assign.me, action: submit() }));
  }
  if (current !== undefined && (current.teammateId !== undefined || current.teamId !== undefined)) {
    rows.push(
      item({
        id: writeId('assign', 'nobody'),
        title: texts.assign.unassign,
        subtitle: texts.assign.unassignSubtitle,
        action: submit(),
      }),
    );
  }
  return rows;
}

function teamRows(teams: TeamFact[], current: Current | undefined, query: string, { texts }: Frame): ListItem[] {
  return teams
    .filter((team) => matches(team.name, query))
    .sort(compareNames)
    .map((team) =>
      item({
        id: writeId('assign', 'team', team.id),
        title: clip(team.name, 100),
        subtitle: texts.assign.team,
        ...(current?.teamId === team.id ? { tertiary_text: texts.assign.assigned } : {}),
        action: submit(),
      }),
    );
}

/** Those who can take it come first. */
function teammateRows(
  teammates: TeammateFact[],
  current: Current | undefined,
  query: string,
  { texts }: Frame,
): ListItem[] {
  const found = teammates.filter((teammate) => matches(teammate.name, query)).sort(compareNames);
  const order = (one: TeammateFact) => (one.hasInboxSeat ? 0 : 2) + (one.away ? 1 : 0);
  return found
    .sort((a, b) => order(a) - order(b))
    .map((teammate) => {
      const away = teammate.reassigning ? texts.assign.awayReassigning : teammate.away && texts.assign.away;
      const state = joined(
        current?.teammateId === teammate.id && texts.assign.assigned,
        teammate.hasInboxSeat ? away : texts.assign.noSeat,
      );
      return item({
        id: writeId('assign', 'teammate', teammate.id),
        title: clip(teammate.name, 100),
        ...lines(texts.assign.teammate, state),
        action: submit(),
      });
    });
}
