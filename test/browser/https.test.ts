import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Cookie } from 'playwright-core';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addPerson, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import {
  describeInBrowser,
  keepScreenshot,
  launchBrowser,
  newPerson,
  type BrowserPerson,
} from '../support/clients/browser.js';
import { killAll } from '../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../support/servers/spaces-server.js';
import { startTlsFront, type TlsFront } from '../support/servers/tls-front.js';
import { consentAtNotion } from './consent-at-notion.js';

describeInBrowser('the built server behind https, in a real browser', () => {
  let browser: Browser;
  let front: TlsFront;
  let sandbox: Sandbox;
  let server: SpacesServer;

  beforeAll(async () => {
    const { workspace } = workspaceWith({ name: 'North', rows: 3 });
    addPerson(workspace, 'Nora North', 'nora@example.com');
    const south = createWorkspace({ name: 'South' });
    addPerson(south, 'Bo Sand', null);
    front = await startTlsFront(() => Number(new URL(server.origin).port));
    const redirectUris = [`${front.origin}/integrations/notion/oauth/callback`];
    sandbox = await startSandbox({ workspace, oauth: { workspaces: [south], redirectUris } });
    server = await startSpacesServer(sandbox, { PUBLIC_URL: front.origin });
    browser = await launchBrowser(front.trusted);
  });

  afterAll(async () => {
    await browser?.close();
    await front?.close();
    await server?.close();
    await sandbox?.close();
    killAll();
  });

  /** Signs in; gives the cookies that this server had set before the person came back, and has set now. */
  async function signIn({ page, context }: BrowserPerson): Promise<{ before: Cookie[]; after: Cookie[] }> {
    const cookies = async (): Promise<Cookie[]> =>
      (await context.cookies()).filter(({ name }) => name.includes('notion-'));
    await page.goto(`${front.origin}/connections`);
    await page.getByRole('button', { name: 'Continue with Notion' }).click();
    await page.waitForURL(/\/v1\/oauth\/authorize/);
    const before = await cookies();
    await consentAtNotion(page, 'Nora North', 'Allow access');
    await page.getByText('Signed in as Nora North').waitFor();
    return { before, after: await cookies() };
  }

  it('keeps people in cookies that no other host and no plain http can plant or read', async () => {
    const nora = await newPerson(browser);
    const { page } = nora;
    const { before, after } = await signIn(nora);
    await keepScreenshot(page, 'https-connections');
    expect(before.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^__Host-notion-connect-/));
    expect(after.map(({ name }) => name)).toContain('__Host-notion-person');
    // What browsers demand of the name: https, one host, the whole of it.
    for (const { name, domain, path, secure, httpOnly, sameSite } of [...before, ...after]) {
      expect(name).toMatch(/^__Host-/);
      expect({ domain, path, secure, httpOnly, sameSite }).toEqual({
        domain: 'localhost',
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
      });
    }

    // The person is known by them until they sign out, and so are the forms of their pages.
    await page.reload();
    await page.getByRole('heading', { name: 'North' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await page.goto(`${front.origin}/connections`);
    await page.getByRole('button', { name: 'Continue with Notion' }).waitFor();
    expect(nora.problems).toEqual([]);
    await nora.close();
  });

  it('believes the same secret under no name that plain http could have planted', async () => {
    const [nora, other] = [await newPerson(browser), await newPerson(browser)];
    const { after } = await signIn(nora);
    const value = after.find(({ name }) => name === '__Host-notion-person')?.value ?? '';
    const seen = async (name: string): Promise<boolean> => {
      const secure = name.startsWith('__Host-');
      await other.context.clearCookies();
      await other.context.addCookies([{ name, value, secure, domain: 'localhost', path: '/' }]);
      await other.page.goto(`${front.origin}/connections`);
      await other.page.getByRole('button', { name: /Continue with Notion|Sign out/ }).waitFor();
      return (await other.page.getByText('Signed in as Nora North').count()) === 1;
    };
    expect([await seen('notion-person'), await seen('__Host-notion-person')]).toEqual([false, true]);
    await Promise.all([nora.close(), other.close()]);
  });
});
