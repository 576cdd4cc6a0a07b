import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { callEach, startChatServer, type ChatTestServer } from '../chat/support/chat-server.js';
import { sampleServer } from '../chat/support/sample-server.js';
import { describeInBrowser, launchBrowser } from '../support/clients/browser.js';
import { ChatVisitor } from './chat-visitor.js';

describeInBrowser('the chat in a real browser', () => {
  let browser: Browser;
  let chat: ChatTestServer;
  let gus: ChatVisitor;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  beforeEach(async () => {
    const sqlite = sampleServer('sqlite', [{ name: 'query', run: () => '| users |\n| --- |\n| 42 |' }]);
    chat = await startChatServer({ makesChanges: true, otherServers: [sqlite] });
    gus = await ChatVisitor.open(browser, chat);
    ({ page } = gus);
  });

  afterEach(async () => {
    await gus?.close();
    await chat?.close();
  });

  afterAll(() => browser?.close());

  it('connects two workspaces, asks both, disconnects one, and asks again', async () => {
    await gus.isGood('sign-in');
    await gus.connect('gus@north');
    await gus.isGood('empty');
    await gus.connect('gus@south');

    chat.model.next(callEach('notion_list_databases'), {
      text: 'North and South have one database each: **Voyages**.\n\n- see [the list](https://www.notion.so/voyages)\n- ![chart](https://evil.example/x.png)',
    });
    await gus.ask('Which databases do I have?');
    await gus.finished();
    await gus.lastReply.getByText('Voyages', { exact: true }).waitFor();
    expect(await gus.lastReply.locator('.used .pill').allTextContents()).toEqual(
      expect.arrayContaining(['North', 'South']),
    );
    expect(await gus.lastReply.locator('.call').count()).toBe(2);
    await gus.lastReply.locator('.call summary').first().click();
    await gus.lastReply.getByText('data source collection').first().waitFor();
    // Where links lead is seen, and nothing is loaded from elsewhere.
    expect(await gus.lastReply.textContent()).toContain('the list (www.notion.so/voyages)');
    expect(await page.locator('img').count()).toBe(0);
    await gus.isGood('answered');

    await page.getByRole('link', { name: 'Disconnect South' }).click();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('status').getByText('disconnected').waitFor();
    await page.getByRole('link', { name: 'Chat' }).click();
    chat.model.next(callEach('notion_list_databases'), { text: 'Only North is left.' });
    await gus.ask('And now?');
    await gus.finished();
    expect(await gus.lastReply.locator('.used .pill').allTextContents()).toEqual(['North']);

    // The conversation is there after a reload, as it was.
    await page.reload();
    await page.getByText('Only North is left.').waitFor();
    await page.getByRole('link', { name: /Which databases do I have/ }).click();
    await page.getByText('North and South have one database each').waitFor();
    await gus.isGood('reopened');
    expect(gus.person.problems).toEqual([]);
  });

  it('asks before a change, makes it after a yes and not after a no', async () => {
    await gus.connect('gus@north');
    const row = (title: string): ReturnType<typeof callEach> =>
      callEach('notion_create_pages', 1, { parent: 'Voyages', pages: [{ title }] });
    chat.model.next(row('Weekly Report'), { text: 'The page is made.' });
    await gus.ask('Create a page titled Weekly Report in Voyages.');
    await page.getByRole('heading', { name: 'Allow this change in North?' }).waitFor();
    await page
      .getByRole('group', { name: /Allow this change/ })
      .getByText('Weekly Report')
      .waitFor();
    await gus.isGood('confirm');
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.getByText('You allowed it.').waitFor();
    await gus.lastReply.getByText('The page is made.').waitFor();

    chat.model.next(row('Another'), { text: 'Then not.' });
    await gus.ask('And another one.');
    await page.getByRole('button', { name: 'Don’t allow' }).click();
    await page.getByText('You did not allow it.').waitFor();
    await gus.lastReply.getByText('Then not.').waitFor();
    await gus.isGood('denied');
    expect(gus.person.problems).toEqual([]);
  });

  it('stops an answer, and answers the next question', async () => {
    await gus.connect('gus@north');
    chat.model.next({ text: 'This goes on and ', fault: 'hang after text' }, { text: 'Here again.' });
    await gus.ask('Tell me everything.');
    await page.getByText('This goes on and').waitFor();
    await gus.isGood('answering');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('You stopped the answer.').waitFor();
    await gus.ask('Are you there?');
    await page.getByText('Here again.').waitFor();
    // The model is not kept busy with what nobody reads.
    expect(chat.model.aborted).toBe(1);
    expect(gus.person.problems).toEqual([]);
  });

  it('goes on where another tab has deleted the conversation, and says when the session has ended', async () => {
    await gus.connect('gus@north');
    chat.model.always = { text: 'Here it is.' };
    await gus.ask('The first question');
    await gus.finished();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: /^Delete/ }).click();
    await other.getByText('The conversation is deleted').waitFor();
    await gus.ask('The second question');
    await gus.lastReply.getByText('This conversation is not there any more.').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(await gus.question.inputValue()).toBe('The second question');
    await gus.isGood('deleted');
    await gus.question.press('Enter');
    await gus.lastReply.getByText('Here it is.').waitFor();
    await gus.finished();
    await page.context().clearCookies();
    await gus.ask('The third question');
    await gus.lastReply.getByText('Your session has ended.').waitFor();
    expect(await gus.question.inputValue()).toBe('The third question');
    await gus.isGood('session-ended');
  });

  it('builds a filter from the columns of a database', async () => {
    await gus.connect('gus@north');
    await page.getByText('Build a filter').click();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByLabel('Column').selectOption('Stage');
    await page.getByLabel('Value').selectOption('Running');
    const call = await page.locator('[data-call]').textContent();
    expect(JSON.parse(call?.replace('notion_query_database ', '') ?? '')).toEqual({
      database: expect.stringMatching(/^collection:\/\//),
      where: [{ property: 'Stage', operator: 'equals', value: 'Running' }],
    });
    await gus.isGood('filter');
    await page.getByRole('button', { name: 'Put it into the question' }).click();
    expect(await gus.question.inputValue()).toContain('"value":"Running"');
    expect(gus.person.problems).toEqual([]);
  });

  it('takes what a model writes for text', async () => {
    await gus.connect('gus@north');
    chat.model.next({
      text: '<img src=x onerror=alert(1)><script>alert(2)</script> [www.notion.so](https://evil.example/steal) [x](javascript:alert(3))',
    });
    await gus.ask('<b>bold?</b>');
    await gus.finished();
    expect(await gus.lastReply.textContent()).toContain('<img src=x onerror=alert(1)>');
    expect(await gus.lastReply.locator('img, script, b').count()).toBe(0);
    const links = await gus.lastReply
      .locator('a')
      .evaluateAll((all) => all.map((one) => [one.textContent, (one as unknown as { href: string }).href]));
    expect(links).toEqual([['evil.example/steal', 'https://evil.example/steal']]);
    await page.reload();
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await gus.lastReply.locator('img, script, b').count()).toBe(0);
    expect(gus.person.problems).toEqual([]);
  });
});
