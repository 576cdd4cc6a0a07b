import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { callEach, startChatServer, type ChatTestServer } from '../chat/support/chat-server.js';
import { sampleServer } from '../chat/support/sample-server.js';
import { describeInBrowser, launchBrowser } from '../support/clients/browser.js';
import { ChatVisitor } from './chat-visitor.js';

describeInBrowser('the chat where something comes between', () => {
  let browser: Browser;
  let chat: ChatTestServer;
  let gus: ChatVisitor;
  /** Ends the call of the tool that waits. */
  let answerCall: (text: string) => void;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  beforeEach(async () => {
    const slow = sampleServer('slow', [
      {
        name: 'wait',
        run: () =>
          new Promise((resolve) => {
            answerCall = resolve;
          }),
      },
    ]);
    chat = await startChatServer({ makesChanges: true, otherServers: [slow] });
    gus = await ChatVisitor.open(browser, chat, { account: 'gus@north' });
  });

  afterEach(async () => {
    await gus?.close();
    await chat?.close();
  });

  afterAll(() => browser?.close());

  it('goes on from a reload in mid-answer, and shows another tab what is under way', async () => {
    const { page } = gus;
    chat.model.next({ text: 'This goes on and ', fault: 'hang after text' });
    await gus.ask('The very first question');
    await gus.lastReply.getByText('This goes on and').waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByText('This is being answered on another page.').waitFor();
    await page.reload();
    for (const tab of [page, other]) {
      await tab.getByText('The answer was stopped.').waitFor();
      expect(await tab.locator('.turn').count()).toBe(1);
    }
    await gus.isGood('reloaded');
    expect(gus.person.problems).toEqual([]);
  });

  it('leaves nothing open that an answer was waiting for when it is stopped, with Escape', async () => {
    const { page } = gus;
    chat.model.next(callEach('wait'));
    await gus.ask('Wait.');
    const call = gus.lastReply.locator('.call');
    await call.getByText('Running').waitFor();
    await gus.question.press('Escape');
    await call.getByText('Not finished').waitFor();
    await gus.settled();

    const row = { parent: 'Voyages', pages: [{ title: 'Weekly Report' }] };
    chat.model.next(callEach('notion_create_pages', 1, row));
    await gus.ask('Create it.');
    await page.getByRole('button', { name: 'Allow', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('This question is over: it was not allowed.').waitFor();
    expect(await page.getByRole('button', { name: 'Allow', exact: true }).count()).toBe(0);
    await gus.settled();
    await gus.isGood('stopped');
    expect(gus.person.problems).toEqual([]);
  });

  it('keeps a call unfolded, and people where they are, when a result or an answer comes', async () => {
    const { page } = gus;
    chat.model.next(callEach('wait'), { text: 'It has waited.' });
    await gus.ask('Wait.');
    const summary = gus.lastReply.locator('.call summary');
    await summary.click();
    answerCall('Long waited for');
    await gus.lastReply.locator('.call').getByText('Long waited for').waitFor();
    await gus.settled();
    expect(await summary.evaluate((node) => node === node.ownerDocument.activeElement)).toBe(true);
    // Whoever asked with the button goes on writing.
    await gus.question.fill('And again?');
    await page.getByRole('button', { name: 'Ask' }).click();
    await gus.settled();
    await page.locator('#message:focus').waitFor();
  });

  it('gives a question back that was never begun, and not over the one that is written next', async () => {
    const { page } = gus;
    await page.route('**/api/chat/multi', (route) => route.abort());
    await gus.ask('Is anybody there?');
    await gus.lastReply.getByText('The server does not answer. Try again.').waitFor();
    await gus.settled();
    expect(await gus.question.inputValue()).toBe('Is anybody there?');
    await page.unroute('**/api/chat/multi');

    let goOn = (): void => {};
    await page.route('**/api/chat/multi', async (route) => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await route.abort();
    });
    const sent = page.waitForRequest('**/api/chat/multi');
    await gus.question.press('Enter');
    await sent;
    await gus.question.fill('The next one');
    goOn();
    await gus.settled();
    expect(await gus.question.inputValue()).toBe('The next one');
  });

  it('lets a decision be sent again that did not arrive', async () => {
    const { page } = gus;
    const row = { parent: 'Voyages', pages: [{ title: 'Weekly Report' }] };
    chat.model.next(callEach('notion_create_pages', 1, row), { text: 'The page is made.' });
    await gus.ask('Create it.');
    await page.route('**/api/chat/confirm', (route) => route.abort());
    const allow = page.getByRole('button', { name: 'Allow', exact: true });
    await allow.click();
    await page.getByRole('alert').getByText('The server does not answer').waitFor();
    await gus.isGood('undecided');
    await page.unroute('**/api/chat/confirm');
    await allow.click();
    await page.getByText('You allowed it.').waitFor();
    await gus.settled();
  });

  it('tells a page whose person has changed meanwhile', async () => {
    const { page } = gus;
    const nora = await ChatVisitor.open(browser, chat, { account: 'Nora North' });
    await page.context().clearCookies();
    await page.context().addCookies(await nora.page.context().cookies());
    await gus.ask('What is mine?');
    await gus.lastReply.getByText('or somebody else has signed in here. Reload the page.').waitFor();
    expect(chat.model.requests).toEqual([]);
    await nora.close();
  });

  it('shows the end of the conversation on a phone, above the field', async () => {
    const { page } = gus;
    await page.setViewportSize({ width: 360, height: 740 });
    const long = Array.from({ length: 40 }, (_, at) => `Paragraph ${at} with some words.`).join('\n\n');
    chat.model.next({ text: long }, { text: 'The short answer.' });
    for (const [question, end] of [
      ['Tell me a lot.', 'Paragraph 39 with'],
      ['And in short?', 'The short answer.'],
    ] as const) {
      await gus.ask(question);
      await gus.settled();
      const shown = await gus.lastReply.getByText(end).boundingBox();
      const field = await page.locator('.composer').boundingBox();
      expect((shown?.y ?? Infinity) + (shown?.height ?? 0)).toBeLessThanOrEqual(field?.y ?? 0);
      expect(shown?.y).toBeGreaterThan(0);
    }
    // Words of the navigation are whole.
    const heights = await page
      .locator('.top nav a')
      .evaluateAll((all) => all.map((one) => (one as unknown as { offsetHeight: number }).offsetHeight));
    expect(heights).toEqual([44, 44, 44]);
  });
});
