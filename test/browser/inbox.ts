import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Started } from '../../tools/start-callcard.ts';
import { ACME, approve, BOREA, resetSandbox, send } from './sandbox-controls.ts';

export interface Inbox {
  page: Page;
  /** The app's place in the sidebar: it has the focus when an answer came, and says whether one is awaited. */
  region: Locator;
  /** The app's card, as Canvas Kit draws it. */
  card: Locator;
  /** The button of the card with exactly this name. */
  button(name: string): Locator;
  thread: Locator;
  reset(): Promise<void>;
  contactIdOf(contactName: string): Promise<string>;
  /** Installs Callcard as an admin would, without looking at the pages. */
  connect(workspaceId?: string): Promise<void>;
  /** Opens the newest conversation with this contact and waits for the app's place beside it: a card, or how to get one. */
  open(contactName: string, view?: { details: boolean }): Promise<void>;
  /** Opens it from the list, as far as an answer of the app. */
  choose(contactName: string): Promise<void>;
  /** Does something that asks the app for a card, and waits for the answer to be drawn. */
  answered(act: () => Promise<void>): Promise<void>;
  /** What `PUT /api/sandbox/faults` takes. */
  putFaults(faults: object): Promise<void>;
}

interface Listed {
  conversations: { id: string; contactName: string }[];
}
interface Opened {
  contact: { id: string };
}

/** A teammate's view of the sandbox's inbox page, with what it takes to set it up. */
export function inboxOf({ callcardUrl, inboxUrl }: Started, page: Page): Inbox {
  const card = page.locator('.ck-canvas');
  const read = async (path: string) => (await fetch(`${inboxUrl}/api/inbox/${path}`)).json();
  const newestOf = async (contactName: string) => {
    const { conversations } = (await read(`${ACME}/conversations`)) as Listed;
    return conversations.find((one) => one.contactName === contactName)?.id;
  };
  const region = page.getByRole('region', { name: 'Callcard card' });
  let isConnected = false;
  // Locators look less and less often for what takes long to come: the answer itself is waited for.
  const asked = (act: () => Promise<void>) =>
    Promise.all([page.waitForResponse(/\/card\/(initialize|submit)$/), act()]);
  const answered = async (act: () => Promise<void>) => {
    await asked(act);
    await region.and(page.locator('[aria-busy=false]')).waitFor();
  };
  return {
    page,
    region,
    answered,
    choose: (contactName) => answered(() => page.getByRole('navigation').getByText(contactName).first().click()),
    card,
    button: (name) => card.getByRole('button', { name, exact: true }),
    thread: page.getByRole('main'),
    async reset() {
      await resetSandbox(inboxUrl);
      isConnected = false;
    },
    putFaults: (faults) => send('PUT', `${inboxUrl}/api/sandbox/faults`, faults),
    async connect(workspaceId = ACME) {
      const install = `${callcardUrl}/install?region=${workspaceId === BOREA ? 'eu' : 'us'}`;
      expect(await approve(install, workspaceId)).toBe(`${callcardUrl}/connected?installed=1`);
      isConnected = true;
    },
    async contactIdOf(contactName) {
      const conversation = (await read(`${ACME}/conversations/${await newestOf(contactName)}`)) as Opened;
      return conversation.contact.id;
    },
    async open(contactName, { details } = { details: false }) {
      const address = `${inboxUrl}/inbox/${ACME}/conversation/${await newestOf(contactName)}`;
      const appears = async () => void (await page.goto(address));
      if (isConnected) await asked(appears);
      else await appears();
      // Where the details do not stand beside the thread they have to be chosen.
      if (details) await page.getByRole('button', { name: 'Details' }).click();
      await card.or(page.locator('.not-installed')).waitFor();
    },
  };
}
