import { writeId } from '../component-id.ts';
import { type Fact, isUnknown, known, type TagFact, type TagFacts, type TagTarget } from '../facts.ts';
import {
  button,
  type Canvas,
  type Component,
  input,
  item,
  list,
  option,
  singleSelect,
  submit,
  text,
} from '../kit/components.ts';
import type { Outcome } from '../view.ts';
import { bold, clip, plain } from '../words.ts';
import { unavailableText } from './describe.ts';
import { type Frame, framed, outcomeLines, wayBack } from './frame.ts';
import { compareNames, matches, pager, slice } from './paging.ts';

/** A tag's name is shown whole up to here. */
const MAX_TAG_NAME = 200;

/** Tags on the conversation or its contact: take off, put on, search, make new. */
export function tagCard(
  facts: TagFacts,
  view: { query: string; page: number },
  outcome: Outcome | undefined,
  frame: Frame,
): Canvas {
  const { texts } = frame;
  const { target } = facts;
  const attached = withOutcome(facts, outcome);
  const changed = changedTag(outcome);
  const changedName = changed && tagName(changed.tagId, facts);
  const components: Component[] = [
    ...outcomeLines(outcome, frame, clip(changedName ?? '', 60)),
    text(texts.tag.heading[target], { style: 'header' }),
    ...targetSelect(facts, frame),
    ...attachedList(attached, target, frame),
    text(bold(texts.tag.addHeading), { bottom_margin: 'none' }),
    input({
      id: writeId('tag', 'search'),
      label: texts.tag.searchLabel,
      placeholder: texts.tag.searchPlaceholder,
      action: submit(),
      ...(view.query === '' ? {} : { value: view.query }),
    }),
    ...choices(facts, attached, view, frame),
    ...wayBack(frame, isUnknown(facts.attached, facts.all) ? writeId('tag') : undefined),
  ];
  return framed(components, { view: 'tag', target, query: view.query, page: view.page }, frame);
}

function targetSelect(facts: TagFacts, { texts }: Frame): Component[] {
  if (!facts.hasContact) return [];
  return [
    singleSelect({
      id: writeId('tag', 'target'),
      options: [
        option(writeId('tag', 'target', 'conversation'), texts.tag.targets.conversation),
        option(writeId('tag', 'target', 'contact'), texts.tag.targets.contact),
      ],
      value: writeId('tag', 'target', facts.target),
      action: submit(),
    }),
  ];
}

function attachedList(attached: Fact<TagFact[]>, target: TagTarget, { texts }: Frame): Component[] {
  if (attached.state === 'unavailable') return [unavailableText(texts.sections.attached, attached, texts)];
  if (attached.state === 'absent') return [text(texts.tag.targetGone[target], { style: 'error' })];
  if (attached.value.length === 0) {
    return [text(texts.tag.nothingOn[target], { style: 'muted' })];
  }
  return [
    list(
      attached.value.map((tag) =>
        item({
          id: writeId('tag', 'remove', tag.id),
          title: clip(tag.name, MAX_TAG_NAME),
          subtitle: texts.tag.onIt[target],
          action: submit(),
        }),
      ),
    ),
  ];
}

function choices(
  facts: TagFacts,
  attached: Fact<TagFact[]>,
  view: { query: string; page: number },
  frame: Frame,
): Component[] {
  const { texts } = frame;
  if (facts.all.state === 'unavailable') return [unavailableText(texts.sections.tags, facts.all, texts)];
  const all = facts.all.state === 'known' ? facts.all.value : [];
  const onIt = new Set(attached.state === 'known' ? attached.value.map((tag) => tag.id) : []);
  const recent = new Map(facts.recentIds.map((id, index) => [id, index]));
  const offered = all
    .filter((tag) => !onIt.has(tag.id) && matches(tag.name, view.query))
    .sort((a, b) => rank(a, recent) - rank(b, recent) || compareNames(a, b));
  const page = slice(offered, view.page);
  const components: Component[] = [];
  if (page.rows.length > 0) {
    components.push(
      list(
        page.rows.map((tag) =>
          item({
            id: writeId('tag', 'add', tag.id),
            title: clip(tag.name, MAX_TAG_NAME),
            ...(recent.has(tag.id) ? { subtitle: texts.tag.recent } : {}),
            action: submit(),
          }),
        ),
      ),
    );
  } else {
    components.push(
      text(view.query === '' ? texts.tag.noneLeft : texts.tag.noMatch(plain(clip(view.query, 60))), { style: 'muted' }),
    );
  }
  components.push(...pager('tag', page, frame));
  const isNew = view.query !== '' && !all.some((tag) => tag.name.toLowerCase() === view.query.toLowerCase());
  if (isNew) {
    components.push(
      button({
        id: writeId('tag', 'create'),
        label: texts.tag.create(clip(view.query, 60)),
        style: 'secondary',
        action: submit(),
      }),
    );
  }
  return components;
}

const rank = (tag: TagFact, recent: ReadonlyMap<string, number>) => recent.get(tag.id) ?? recent.size;

/** A list read a moment before or after the change is put right by what the change is known to have done. */
function withOutcome(facts: TagFacts, outcome: Outcome | undefined): Fact<TagFact[]> {
  const { attached, target } = facts;
  const changed = changedTag(outcome);
  if (changed === undefined || changed.target !== target || attached.state === 'unavailable') return attached;
  const others = (attached.state === 'known' ? attached.value : []).filter((tag) => tag.id !== changed.tagId);
  const name = tagName(changed.tagId, facts);
  if (changed.did === 'tag-removed') return known(others);
  return name === undefined ? attached : known([...others, { id: changed.tagId, name }]);
}

function changedTag(outcome: Outcome | undefined) {
  return outcome?.ok === true && 'tagId' in outcome ? outcome : undefined;
}

function tagName(tagId: string, { all, attached }: TagFacts): string | undefined {
  return [all, attached].flatMap((fact) => (fact.state === 'known' ? fact.value : [])).find((tag) => tag.id === tagId)
    ?.name;
}
