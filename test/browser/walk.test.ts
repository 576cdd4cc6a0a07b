import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addPerson, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { clickThrough } from '../sandbox/oauth/consent-form.js';
import { startAppClient, type AppClient } from '../support/clients/app-client.js';
import {
  accessibilityProblems,
  describeInBrowser,
  keepLooks,
  launchBrowser,
  newPerson,
  sidewaysScroll,
  type BrowserPerson,
} from '../support/clients/browser.js';
import { killAll } from '../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../support/servers/spaces-server.js';
import { consentAtNotion } from './consent-at-notion.js';

describeInBrowser('an app, the built server and the sandbox, in a real browser', () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let server: SpacesServer;
  let app: AppClient;
  let nora: BrowserPerson;

  beforeAll(async () => {
    browser = await launchBrowser();
    const { workspace } = workspaceWith({ name: 'North', rows: 3 });
    addPerson(workspace, 'Nora North', 'nora@example.com');
    const south = createWorkspace({ name: 'South' });
    addPerson(south, 'Bo Sand', null);
    sandbox = await startSandbox({ workspace, oauth: { workspaces: [south] } });
  });

  beforeEach(async () => {
    server = await startSpacesServer(sandbox);
    app = await startAppClient(`${server.origin}/mcp`, 'Reading app');
    nora = await newPerson(browser, { viewport: 'phone' });
  });

  afterEach(async () => {
    await nora?.close();
    await app?.close();
    await server?.close();
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
    killAll();
  });

  async function isGood(page: Page, name: string): Promise<void> {
    await keepLooks(page, `walk-${name}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
  }

  /** Notion's part of the way, which the sandbox plays. */
  async function isGoodAtNotion(page: Page): Promise<void> {
    await page.locator('select[name=account]').waitFor();
    await isGood(page, 'sandbox-consent');
  }

  async function attach(person: BrowserPerson, notionUser: string): Promise<void> {
    await person.page.goto(await app.begin());
    await person.page.getByRole('button', { name: 'Allow and continue to Notion' }).click();
    await consentAtNotion(person.page, notionUser, 'Allow access');
    await person.page.getByRole('heading', { name: 'Back at the app' }).waitFor();
    expect(await app.comeback()).toHaveProperty('code');
  }

  it('attaches, reads, is shown, comes again without Notion, and is removed', async () => {
    const { page } = nora;
    await page.goto(await app.begin());
    await page
      .getByRole('heading', { name: 'Allow a program on this computer to read your Notion?' })
      .waitFor();
    await isGood(page, 'consent');
    await page.getByRole('button', { name: 'Allow and continue to Notion' }).click();
    await isGoodAtNotion(page);
    await consentAtNotion(page, 'Nora North', 'Allow access');
    await page.getByRole('heading', { name: 'Back at the app' }).waitFor();
    expect(await app.comeback()).toHaveProperty('code');
    expect(await app.tools()).toContain('notion_search');
    expect(await app.call('notion_list_databases')).toContain('Voyages');

    await page.goto(`${server.origin}/connections`);
    await page.getByText('Signed in as Nora North').waitFor();
    await page.getByRole('heading', { name: 'North' }).waitFor();
    await isGood(page, 'connections');

    // The person is known and has a workspace now: our page asks alone.
    await page.goto(await app.begin());
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.getByRole('heading', { name: 'Back at the app' }).waitFor();
    expect(await app.comeback()).toHaveProperty('code');

    await page.goto(`${server.origin}/connections`);
    await page.getByRole('link', { name: 'Remove Reading app' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('status').getByText('removed').waitFor();
    await expect(app.tools()).rejects.toThrow();
    expect(nora.problems).toEqual([]);
  });

  it('is told when the person does not allow it, here or at Notion', async () => {
    const { page } = nora;
    await page.goto(await app.begin());
    await page.getByRole('button', { name: 'Don’t allow' }).click();
    expect(await app.comeback()).toEqual({ error: 'access_denied' });
    await page.getByRole('heading', { name: 'Back at the app' }).waitFor();

    await page.goto(await app.begin());
    await page.getByRole('button', { name: 'Allow and continue to Notion' }).click();
    await consentAtNotion(page, 'Nora North', 'Cancel');
    expect(await app.comeback()).toEqual({ error: 'access_denied' });
    await page.getByRole('heading', { name: 'Back at the app' }).waitFor();
    await page.goto(`${server.origin}/connections`);
    await page.getByRole('button', { name: 'Continue with Notion' }).waitFor();
    expect(nora.problems).toEqual([]);
  });

  it('reads nothing any more after a disconnect, and again after the workspace is connected anew', async () => {
    const { page } = nora;
    await attach(nora, 'Nora North');
    await page.goto(`${server.origin}/connections`);
    await page.getByRole('link', { name: 'Disconnect North' }).click();
    await isGood(page, 'disconnect');
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('No workspace is connected yet').waitFor();
    expect(await app.call('notion_list_databases')).toMatch(/open this link/);

    await page.getByRole('button', { name: 'Connect a workspace' }).click();
    await consentAtNotion(page, 'Nora North', 'Allow access');
    await page.getByRole('status').getByText('connected').waitFor();
    await page.getByRole('heading', { name: 'North' }).waitFor();
    expect(nora.problems).toEqual([]);
  });

  it('shows an access that Notion has ended, and reads again once it is connected anew', async () => {
    const { page } = nora;
    await attach(nora, 'Nora North');
    sandbox.oauth.removeAllGrants();
    expect(await app.call('notion_list_databases')).toMatch(/no longer accepts/);
    await page.goto(`${server.origin}/connections`);
    await page.getByText('Needs you to reconnect').waitFor();
    await isGood(page, 'reconnect');

    await page.getByRole('button', { name: 'Reconnect' }).click();
    await consentAtNotion(page, 'Nora North', 'Cancel');
    await page.goto(`${server.origin}/connections`);
    await page.getByText('Needs you to reconnect').waitFor();

    await page.getByRole('button', { name: 'Reconnect' }).click();
    await consentAtNotion(page, 'Nora North', 'Allow access');
    await page.getByRole('status').getByText('connected').waitFor();
    expect(await page.getByText('Needs you to reconnect').count()).toBe(0);
    await isGood(page, 'reconnected');
    expect(await app.call('notion_list_databases')).toContain('Voyages');
    expect(nora.problems).toEqual([]);
  });

  it('says who the browser belongs to now, when another person connects in it', async () => {
    const { page } = nora;
    await attach(nora, 'Nora North');
    await page.goto(`${server.origin}/connections`);
    await page.getByRole('button', { name: 'Connect another workspace' }).click();
    await consentAtNotion(page, 'Bo Sand', 'Allow access');
    await page.getByRole('status').getByText('You are now Bo Sand.').waitFor();
    await page.getByText('Signed in as Bo Sand').waitFor();
    await isGood(page, 'switched');
    expect(nora.problems).toEqual([]);
  });

  it('another browser can neither decide nor finish what began in this one', async () => {
    const bo = await newPerson(browser);
    await nora.page.goto(await app.begin());
    const consent = nora.page.url();
    await bo.page.goto(consent);
    await bo.page.getByRole('heading', { name: /over|another browser/ }).waitFor();
    await isGood(bo.page, 'swapped-consent');

    await nora.page.getByRole('button', { name: 'Allow and continue to Notion' }).click();
    await nora.page.waitForURL(/\/v1\/oauth\/authorize/);
    // Notion's answer to one browser, opened in the other.
    const callback = await clickThrough(nora.page.url(), { decision: 'allow', label: /Nora North/ });
    await bo.page.goto(callback.href);
    await bo.page.getByRole('heading', { name: 'This started in another browser' }).waitFor();
    await bo.page.goto(`${server.origin}/connections`);
    await bo.page.getByRole('button', { name: 'Continue with Notion' }).waitFor();
    await bo.close();
  });

  it('asks whoever opens a connect link, goes on for the one who began, and lets them take it back', async () => {
    const { page } = nora;
    const key = await server.createKey('--space', 'team-7', '--label', 'Issue Solver');
    const startLink = async (): Promise<string> => {
      const started = await server.backend('POST', '/oauth/start', key, { spaceId: 'team-7' });
      return ((await started.json()) as { authorizeUrl: string }).authorizeUrl;
    };
    const link = await startLink();
    await page.goto(link);
    await page.getByRole('heading', { name: 'Give a space access to your Notion?' }).waitFor();
    await page.getByText('Issue Solver').waitFor();
    await isGood(page, 'link');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Nothing was connected' }).waitFor();
    await page.goto(link);
    await page.getByRole('heading', { name: 'This link is no longer valid' }).waitFor();

    await page.goto(await startLink());
    await page.getByRole('button', { name: 'I started this: continue' }).click();
    await consentAtNotion(page, 'Nora North', 'Allow access');
    await page.getByRole('heading', { name: 'Notion is connected' }).waitFor();

    await page.goto(`${server.origin}/connections`);
    await page.getByRole('button', { name: 'Continue with Notion' }).click();
    await consentAtNotion(page, 'Nora North', 'Allow access');
    await page.getByRole('heading', { name: 'Spaces that read your Notion' }).waitFor();
    await isGood(page, 'elsewhere');
    await page.getByRole('link', { name: 'Disconnect North from the space team-7' }).click();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('status').getByText('disconnected').waitFor();
    expect(await page.getByRole('heading', { name: 'Spaces that read your Notion' }).count()).toBe(0);

    await page.getByRole('link', { name: 'Sign out everywhere' }).click();
    await isGood(page, 'sign-out-everywhere');
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'You are signed out everywhere' }).waitFor();
    expect(nora.problems).toEqual([]);
  });

  it('explains an unknown address to a browser', async () => {
    const answer = await nora.page.goto(`${server.origin}/nowhere`);
    expect(answer?.status()).toBe(404);
    await nora.page.getByRole('link', { name: 'Go to the start page' }).click();
    await nora.page.getByRole('heading', { name: 'Let your AI apps read your Notion' }).waitFor();
    await isGood(nora.page, 'home');
    expect(nora.problems).toEqual([]);
  });
});
