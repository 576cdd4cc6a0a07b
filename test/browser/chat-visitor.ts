import { expect } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ChatTestServer } from '../chat/support/chat-server.js';
import {
  accessibilityProblems,
  keepLooks,
  newPerson,
  sidewaysScroll,
  smallTargets,
  type BrowserPerson,
} from '../support/clients/browser.js';
import { consentAtNotion } from './consent-at-notion.js';

/** Somebody on the page of the chat. */
export class ChatVisitor {
  readonly person: BrowserPerson;

  private constructor(person: BrowserPerson) {
    this.person = person;
  }

  /** Opens the page; with an account at Notion, signs in with it. */
  static async open(
    browser: Browser,
    chat: ChatTestServer,
    { account, ...look }: { readonly account?: string } & Parameters<typeof newPerson>[1] = {},
  ): Promise<ChatVisitor> {
    const visitor = new ChatVisitor(await newPerson(browser, look));
    await visitor.page.goto(`${chat.server.origin}/chat`);
    if (account !== undefined) {
      await visitor.connect(account);
    }
    return visitor;
  }

  get page(): Page {
    return this.person.page;
  }

  get question(): Locator {
    return this.page.getByLabel('Your question');
  }

  get lastReply(): Locator {
    return this.page.locator('.turn').last().locator('.reply');
  }

  async connect(account: string): Promise<void> {
    await this.page.getByRole('button', { name: /Continue with Notion|Connect a/ }).click();
    await consentAtNotion(this.page, account, 'Allow access');
    await this.page.getByRole('status').getByText('is connected').waitFor();
  }

  /** Asks with the keyboard, which needs the page's script: a field that is seen may still be waiting for it. */
  async ask(text: string): Promise<void> {
    await this.page.waitForLoadState('load');
    await this.question.fill(text);
    await this.question.press('Enter');
  }

  /** Until the answer is there as a whole. */
  finished(): Promise<void> {
    return this.page.getByText(/^The answer is there/).waitFor({ state: 'attached' });
  }

  /** Until nothing of the last answer is waited for any more. */
  async settled(): Promise<void> {
    await this.page.locator('.working').waitFor({ state: 'detached' });
    await this.page.locator('[data-ask]:enabled').waitFor();
  }

  /** Keeps the page in every look, and checks this one. */
  async isGood(name: string): Promise<void> {
    await keepLooks(this.page, `chat-${name}`);
    expect(await accessibilityProblems(this.page)).toEqual([]);
    expect(await sidewaysScroll(this.page)).toBe(0);
    expect(await smallTargets(this.page)).toEqual([]);
  }

  async close(): Promise<void> {
    await this.person.close();
  }
}
