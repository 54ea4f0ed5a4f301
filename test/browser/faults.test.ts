import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { en } from '../../canvas/texts/en.ts';
import { openFaults, switchOff, switchOn } from './faults-menu.ts';
import { type Inbox, keep, test } from './stage.ts';

const { failed, menu, notice, sections, unavailable, unavailableSection } = en;
const CALLER = 'Tomás Rivera';
const NOTE = 'Called back, all is well.';

interface Fault {
  name: string;
  fill: (menu: Locator) => Promise<void>;
  why: keyof typeof unavailable;
  afterNote: keyof typeof failed;
}

const FAULTS: Fault[] = [
  {
    name: 'slow answers',
    fill: (form) => form.getByLabel('Slow answers').fill('5000'),
    why: 'timed_out',
    afterNote: 'unknown',
  },
  {
    name: 'a server error',
    fill: (form) => form.getByLabel('Server error').check(),
    why: 'intercom_down',
    afterNote: 'unknown',
  },
  {
    name: 'a stalled answer',
    fill: (form) => form.getByLabel('Stalled answer').check(),
    why: 'timed_out',
    afterNote: 'unknown',
  },
];

/** The first card names the caller, who came with the request, and says of each part why it is not known. */
async function seesWhatIsNotKnown({ card }: Inbox, why: keyof typeof unavailable): Promise<void> {
  for (const section of [sections.lastConversation, sections.calls, sections.fin]) {
    await card.getByText(unavailableSection(section, unavailable[why]), { exact: true }).waitFor();
  }
  await card.getByText(CALLER).waitFor();
}

async function seesAllWell({ card }: Inbox): Promise<void> {
  await card.getByRole('button', { name: /^Fin Voice: resolved/ }).waitFor();
  expect(await card.innerText()).not.toContain('not known');
}

const choose = (page: Page, name: string) => page.getByRole('navigation').getByText(name).first().click();

async function writesNote(inbox: Inbox): Promise<void> {
  await inbox.button(menu.note).click();
  await inbox.card.getByLabel(en.note.label).fill(NOTE);
  await inbox.button(en.note.save).click();
}

describe('while Intercom gives', () => {
  test.for(FAULTS)(
    '$name, the card says so, keeps the note that was written, and is well afterwards',
    async ({ name, fill, why, afterNote }, { inbox, page }) => {
      const { card } = inbox;
      await inbox.connect();
      await inbox.open('Grace Hall');
      await switchOn(page, fill);

      await choose(page, CALLER);
      await seesWhatIsNotKnown(inbox, why);
      await keep(page, `fault ${name}`);
      await writesNote(inbox);
      await card.getByText(failed[afterNote], { exact: true }).waitFor();
      expect(await card.getByLabel(en.note.label).inputValue()).toBe(NOTE);
      await keep(page, `fault ${name}, note`);

      await switchOff(page);
      await inbox.button(en.back).click();
      await seesAllWell(inbox);
      expect(await page.getByText('Something went wrong').count()).toBe(0);
    },
  );

  test('429, switched on through the API, the card waits for the window to end and is well afterwards', async ({
    inbox,
    page,
  }) => {
    const { card } = inbox;
    await inbox.connect();
    await inbox.open('Grace Hall');
    await inbox.putFaults({ rateLimited: 1000 });

    await choose(page, CALLER);
    await seesWhatIsNotKnown(inbox, 'rate_limited');
    await keep(page, 'fault rate limit');
    await writesNote(inbox);
    await card.getByText(failed.rate_limited, { exact: true }).waitFor();
    expect(await card.getByLabel(en.note.label).inputValue()).toBe(NOTE);

    await switchOff(page);
    await inbox.button(en.back).click();
    await inbox.button(menu.refresh).waitFor();
    await expect
      .poll(
        async () => {
          await inbox.button(menu.refresh).click();
          await page.getByRole('region', { name: 'Callcard card' }).and(page.locator('[aria-busy=false]')).waitFor();
          return card.innerText();
        },
        { timeout: 8000 },
      )
      .not.toContain('not known');
    await seesAllWell(inbox);
    await writesNote(inbox);
    await card.getByText(en.done['note-added']('Ada Whitfield'), { exact: true }).waitFor();
    await inbox.thread.getByText(NOTE).waitFor();
  });
});

test('a contact that was merged is shown as the one that remains', async ({ inbox, page }) => {
  const { card } = inbox;
  await inbox.connect();
  const [samId, aikoId] = [await inbox.contactIdOf('Sam Okafor'), await inbox.contactIdOf('Aiko Tanaka')];
  await inbox.open('Grace Hall');
  await switchOn(page, async (form) => {
    await form.getByLabel('Contact id').fill(samId);
    await form.getByLabel('Merged into').fill(aikoId);
  });

  await choose(page, 'Sam Okafor');
  await card.getByRole('link', { name: 'Aiko Tanaka', exact: true }).waitFor();
  await card.getByText(en.caller.merged, { exact: true }).waitFor();
  await keep(page, 'fault merged contact');
  await writesNote(inbox);
  await card.getByText(en.done['note-added']('Ada Whitfield'), { exact: true }).waitFor();

  await switchOff(page);
  await inbox.button(en.back).click();
  await card.getByRole('link', { name: 'Sam Okafor', exact: true }).waitFor();
});

async function seesThatItIsDisconnected({ card }: Inbox): Promise<void> {
  await card.getByRole('heading', { name: notice.disconnected, exact: true }).waitFor();
  await card.getByText(notice.disconnectedWhat, { exact: true }).waitFor();
}

test('a token that was revoked is mended from the card', async ({ inbox, page }) => {
  const { card } = inbox;
  await inbox.connect();
  await inbox.open(CALLER);
  await inbox.button(menu.note).click();
  await card.getByLabel(en.note.label).fill(NOTE);
  await switchOn(page, (form) => form.getByLabel('Token revoked').check());

  await inbox.button(en.note.save).click();
  await card.getByText(failed.disconnected, { exact: true }).waitFor();
  expect(await card.getByLabel(en.note.label).inputValue()).toBe(NOTE);
  await inbox.button(en.back).click();
  await seesThatItIsDisconnected(inbox);
  await choose(page, 'Grace Hall');
  await inbox.thread.getByText('Where is the signed copy?').waitFor();
  await choose(page, CALLER);
  await seesThatItIsDisconnected(inbox);
  await keep(page, 'fault revoked token');
  await switchOff(page);
  await inbox.button(en.refresh).click();
  await seesThatItIsDisconnected(inbox);

  const opened = page.waitForEvent('popup');
  await card.getByRole('link', { name: en.reconnect }).click();
  const popup = await opened;
  await popup.getByRole('button', { name: 'Approve' }).click();
  await popup.getByRole('heading', { name: 'You are connected' }).waitFor();
  await popup.getByRole('link', { name: 'Open your inbox' }).click();
  await popup.locator('.ck-canvas').getByRole('button', { name: menu.note, exact: true }).waitFor();
  await inbox.button(en.refresh).click();
  await seesAllWell(inbox);
});

test('a fault of one route costs one part of the card', async ({ inbox, page }) => {
  const { card } = inbox;
  await inbox.connect();
  await inbox.open(CALLER);
  await switchOn(page, async (form) => {
    await form.getByLabel('Server error').check();
    await form.getByLabel('Route').fill('GET /fin_voice/*');
  });
  await inbox.button(menu.refresh).click();
  await card.getByText(unavailableSection(sections.fin, unavailable.intercom_down), { exact: true }).waitFor();
  await card.getByRole('button', { name: /^Inbound call, answered/ }).waitFor();
  expect(await card.getByText('not known').count()).toBe(1);
  await keep(page, 'fault of one route');
});

test('a fault that makes no sense is explained in the menu, and nothing is switched on', async ({
  inbox,
  page,
  mishaps,
}) => {
  await inbox.connect();
  await inbox.open(CALLER);
  const form = await openFaults(page);
  await form.getByLabel('Server error').check();
  await form.getByLabel('Route').fill('fin');
  await form.getByRole('button', { name: 'Apply' }).click();
  await form.getByRole('alert').getByText('must look like "GET /fin_voice/*"').waitFor();
  await keep(page, 'fault refused');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Faults', exact: true }).waitFor();
  // The browser reports the refusal as a mishap.
  expect(mishaps.splice(0)).toEqual([expect.stringContaining('400')]);
});
