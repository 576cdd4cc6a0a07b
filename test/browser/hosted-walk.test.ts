import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addPerson, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js';
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

describeInBrowser('the hosted server, connected in a real browser', () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let server: SpacesServer | undefined;
  let nora: BrowserPerson | undefined;

  beforeAll(async () => {
    browser = await launchBrowser();
    const { workspace } = workspaceWith({ name: 'North', rows: 3 });
    const id = addPerson(workspace, 'Nora North', 'nora@example.com');
    const south = createWorkspace({ name: 'South' });
    // The same person in both workspaces, as at Notion.
    south.users.set(id, { id, name: 'Nora South', email: null, bot: false });
    sandbox = await startSandbox({ workspace, oauth: { workspaces: [south] } });
  });

  afterEach(async () => {
    await nora?.close();
    await server?.close();
    [nora, server] = [undefined, undefined];
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
    killAll();
  });

  /** Nora on her page of connections, signed in, with North connected over REST. */
  async function begin(extra: Record<string, string> = {}): Promise<Page> {
    server = await startSpacesServer(sandbox, {
      HOSTED: 'on',
      NOTION_MCP_URL: sandbox.hosted.resource,
      ...extra,
    });
    nora = await newPerson(browser, { viewport: 'phone' });
    const { page } = nora;
    await page.goto(`${server.origin}/connections`);
    await page.getByRole('button', { name: 'Continue with Notion' }).click();
    await consentAtNotion(page, 'Nora North', 'Allow access');
    await page.getByRole('status').getByText('connected').waitFor();
    return page;
  }

  const connect = (page: Page) =>
    page.getByRole('button', { name: 'Connect Notion’s own MCP server' }).click();

  it('connects beside the REST connection, reconnects, and disconnects alone', async () => {
    const page = await begin();
    await connect(page);
    await consentAtNotion(page, 'Nora North', 'Allow access');
    await page.getByRole('status').getByText('MCP connected').waitFor();
    await keepLooks(page, 'hosted-connections');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(sandbox.hosted.livingGrants).toBe(1);

    await page.getByRole('button', { name: 'Reconnect to MCP' }).click();
    await consentAtNotion(page, 'Nora North', 'Allow access');
    await page.getByRole('status').getByText('MCP connected').waitFor();
    expect(sandbox.hosted.livingGrants).toBe(1);
    expect(await page.getByRole('button', { name: 'Reconnect to MCP' }).count()).toBe(1);

    await page.getByRole('link', { name: 'Disconnect Notion’s own MCP server from North' }).click();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('status').getByText('disconnected').waitFor();
    expect(await page.getByRole('button', { name: 'Reconnect to MCP' }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'North' }).count()).toBe(1);
    expect(sandbox.hosted.livingGrants).toBe(0);
    expect(nora?.problems).toEqual([]);
  });

  it('stores nothing when the person cancels at Notion, and says so', async () => {
    const page = await begin();
    await connect(page);
    await consentAtNotion(page, 'Nora North', 'Cancel');
    await page.getByText('Access was not allowed in Notion').waitFor();
    await page.goto(`${server?.origin}/connections`);
    expect(await page.getByRole('button', { name: 'Reconnect to MCP' }).count()).toBe(0);
    expect(sandbox.hosted.livingGrants).toBe(0);
  });

  it('refuses another workspace than the one that is connected over REST, and names both', async () => {
    const page = await begin();
    await connect(page);
    await consentAtNotion(page, 'Nora South', 'Allow access');
    await page.getByText('You chose South').waitFor();
    await page.getByText('connection is to North').waitFor();
    expect(sandbox.hosted.livingGrants).toBe(0);
  });

  it('takes no sign-in that was left open for too long', async () => {
    const page = await begin({ NOTION_MCP_STATE_TTL_SECONDS: '3' });
    await connect(page);
    await page.locator('select[name=account]').waitFor();
    await delay(3500);
    await consentAtNotion(page, 'Nora North', 'Allow access');
    await page
      .getByText(/no longer valid|another browser/)
      .first()
      .waitFor();
    await page.goto(`${server?.origin}/connections`);
    expect(await page.getByRole('button', { name: 'Reconnect to MCP' }).count()).toBe(0);
  });

  it('follows a link of a backend, which shows first what it is for; cancelling there ends it', async () => {
    const page = await begin();
    const key = (await server?.createKey('--space', 'team')) ?? '';
    const start = async (): Promise<string> => {
      const response = await fetch(`${server?.origin}/api/notion/oauth/start`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ spaceId: 'team' }),
      });
      return ((await response.json()) as { authorizeUrl: string }).authorizeUrl;
    };
    const link = await start();
    await page.goto(link);
    await page.getByText('all that you can see there').waitFor();
    await keepLooks(page, 'hosted-link');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Nothing was connected' }).waitFor();
    await page.goto(link);
    await page.getByText('no longer valid').waitFor();

    await page.goto(await start());
    await page.getByRole('button', { name: 'I started this: continue' }).click();
    await consentAtNotion(page, 'Nora South', 'Allow access');
    await page.getByRole('heading', { name: 'MCP connected' }).waitFor();
    const list = await server?.backend('GET', '/connections?spaceId=team', key);
    expect(await list?.json()).toMatchObject({
      connections: [{ kind: 'hosted', status: 'connected', workspace: { name: 'South' } }],
      hosted: { status: 'connected' },
    });
    await page.goto(`${server?.origin}/integrations/notion/oauth/mcp/start`);
    await page.getByRole('heading', { name: 'Your connections' }).waitFor();
  });
});
