import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { callEach, startChatServer, type ChatTestServer } from '../chat/support/chat-server.js';
import { sampleServer } from '../chat/support/sample-server.js';
import {
  accessibilityProblems,
  describeInBrowser,
  keepLooks,
  launchBrowser,
  newPerson,
  sidewaysScroll,
  smallTargets,
  type BrowserPerson,
} from '../support/clients/browser.js';
import { consentAtNotion } from './consent-at-notion.js';

describeInBrowser('the chat in a real browser', () => {
  let browser: Browser;
  let chat: ChatTestServer;
  let gus: BrowserPerson;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  beforeEach(async () => {
    const sqlite = sampleServer('sqlite', [{ name: 'query', run: () => '| users |\n| --- |\n| 42 |' }]);
    chat = await startChatServer({ makesChanges: true, otherServers: [sqlite] });
    gus = await newPerson(browser);
    ({ page } = gus);
  });

  afterEach(async () => {
    await gus?.close();
    await chat?.close();
  });

  afterAll(() => browser?.close());

  async function connect(account: string): Promise<void> {
    await page.getByRole('button', { name: /Continue with Notion|Connect a/ }).click();
    await consentAtNotion(page, account, 'Allow access');
    await page.getByRole('status').getByText('is connected').waitFor();
  }

  async function isGood(name: string): Promise<void> {
    await keepLooks(page, `chat-${name}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
  }

  const ask = async (text: string): Promise<void> => {
    await page.getByLabel('Your question').fill(text);
    await page.getByLabel('Your question').press('Enter');
  };
  const lastReply = () => page.locator('.turn').last().locator('.reply');
  const finished = (): Promise<void> => page.getByText(/^The answer is there/).waitFor({ state: 'attached' });

  it('connects two workspaces, asks both, disconnects one, and asks again', async () => {
    await page.goto(`${chat.server.origin}/chat`);
    await isGood('sign-in');
    await connect('gus@north');
    await isGood('empty');
    await connect('gus@south');

    chat.model.next(callEach('notion_list_databases'), {
      text: 'North and South have one database each: **Voyages**.\n\n- see [the list](https://www.notion.so/voyages)\n- ![chart](https://evil.example/x.png)',
    });
    await ask('Which databases do I have?');
    await finished();
    await lastReply().getByText('Voyages', { exact: true }).waitFor();
    expect(await lastReply().locator('.used .pill').allTextContents()).toEqual(
      expect.arrayContaining(['North', 'South']),
    );
    expect(await lastReply().locator('.call').count()).toBe(2);
    await lastReply().locator('.call summary').first().click();
    await lastReply().getByText('data source collection').first().waitFor();
    // Where links lead is seen, and nothing is loaded from elsewhere.
    expect(await lastReply().textContent()).toContain('the list (www.notion.so/voyages)');
    expect(await page.locator('img').count()).toBe(0);
    await isGood('answered');

    await page.getByRole('link', { name: 'Disconnect South' }).click();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('status').getByText('disconnected').waitFor();
    await page.getByRole('link', { name: 'Chat' }).click();
    chat.model.next(callEach('notion_list_databases'), { text: 'Only North is left.' });
    await ask('And now?');
    await finished();
    expect(await lastReply().locator('.used .pill').allTextContents()).toEqual(['North']);

    // The conversation is there after a reload, as it was.
    await page.reload();
    await page.getByText('Only North is left.').waitFor();
    await page.getByRole('link', { name: /Which databases do I have/ }).click();
    await page.getByText('North and South have one database each').waitFor();
    await isGood('reopened');
    expect(gus.problems).toEqual([]);
  });

  it('asks before a change, makes it after a yes and not after a no', async () => {
    await page.goto(`${chat.server.origin}/chat`);
    await connect('gus@north');
    const row = (title: string): ReturnType<typeof callEach> =>
      callEach('notion_create_pages', 1, { parent: 'Voyages', pages: [{ title }] });
    chat.model.next(row('Weekly Report'), { text: 'The page is made.' });
    await ask('Create a page titled Weekly Report in Voyages.');
    await page.getByRole('heading', { name: 'Allow this change in North?' }).waitFor();
    await page
      .getByRole('group', { name: /Allow this change/ })
      .getByText('Weekly Report')
      .waitFor();
    await isGood('confirm');
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.getByText('You allowed it.').waitFor();
    await lastReply().getByText('The page is made.').waitFor();

    chat.model.next(row('Another'), { text: 'Then not.' });
    await ask('And another one.');
    await page.getByRole('button', { name: 'Don’t allow' }).click();
    await page.getByText('You did not allow it.').waitFor();
    await lastReply().getByText('Then not.').waitFor();
    await isGood('denied');
    expect(gus.problems).toEqual([]);
  });

  it('stops an answer, and answers the next question', async () => {
    await page.goto(`${chat.server.origin}/chat`);
    await connect('gus@north');
    chat.model.next({ text: 'This goes on and ', fault: 'hang after text' }, { text: 'Here again.' });
    await ask('Tell me everything.');
    await page.getByText('This goes on and').waitFor();
    await isGood('answering');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('You stopped the answer.').waitFor();
    await ask('Are you there?');
    await page.getByText('Here again.').waitFor();
    // The model is not kept busy with what nobody reads.
    expect(chat.model.aborted).toBe(1);
    expect(gus.problems).toEqual([]);
  });

  it('goes on where another tab has deleted the conversation, and says when the session has ended', async () => {
    await page.goto(`${chat.server.origin}/chat`);
    await connect('gus@north');
    chat.model.always = { text: 'Here it is.' };
    await ask('The first question');
    await finished();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: /^Delete/ }).click();
    await other.getByText('The conversation is deleted').waitFor();
    await ask('The second question');
    await lastReply().getByText('This conversation is not there any more.').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(await page.getByLabel('Your question').inputValue()).toBe('The second question');
    await isGood('deleted');
    await page.getByLabel('Your question').press('Enter');
    await lastReply().getByText('Here it is.').waitFor();
    await finished();
    await page.context().clearCookies();
    await ask('The third question');
    await lastReply().getByText('Your session has ended.').waitFor();
    expect(await page.getByLabel('Your question').inputValue()).toBe('The third question');
    await isGood('session-ended');
  });

  it('builds a filter from the columns of a database', async () => {
    await page.goto(`${chat.server.origin}/chat`);
    await connect('gus@north');
    await page.getByText('Build a filter').click();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByLabel('Column').selectOption('Stage');
    await page.getByLabel('Value').selectOption('Running');
    const call = await page.locator('[data-call]').textContent();
    expect(JSON.parse(call?.replace('notion_query_database ', '') ?? '')).toEqual({
      database: expect.stringMatching(/^collection:\/\//),
      where: [{ property: 'Stage', operator: 'equals', value: 'Running' }],
    });
    await isGood('filter');
    await page.getByRole('button', { name: 'Put it into the question' }).click();
    expect(await page.getByLabel('Your question').inputValue()).toContain('"value":"Running"');
    expect(gus.problems).toEqual([]);
  });

  it('takes what a model writes for text', async () => {
    await page.goto(`${chat.server.origin}/chat`);
    await connect('gus@north');
    chat.model.next({
      text: '<img src=x onerror=alert(1)><script>alert(2)</script> [www.notion.so](https://evil.example/steal) [x](javascript:alert(3))',
    });
    await ask('<b>bold?</b>');
    await finished();
    expect(await lastReply().textContent()).toContain('<img src=x onerror=alert(1)>');
    expect(await lastReply().locator('img, script, b').count()).toBe(0);
    const links = await lastReply()
      .locator('a')
      .evaluateAll((all) => all.map((one) => [one.textContent, (one as unknown as { href: string }).href]));
    expect(links).toEqual([['evil.example/steal', 'https://evil.example/steal']]);
    await page.reload();
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await lastReply().locator('img, script, b').count()).toBe(0);
    expect(gus.problems).toEqual([]);
  });
});
