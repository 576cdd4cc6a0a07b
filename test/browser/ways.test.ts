import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import express, { type Request } from 'express';
import type { Browser } from 'playwright-core';
import { silentLog } from '../../src/telemetry/log/log.js';
import { consentPage } from '../../src/web/pages/consent-page.js';
import { readConsentForm } from '../../src/web/pages/consent-form.js';
import { continuePage } from '../../src/web/pages/continue-page.js';
import { sendPage } from '../../src/web/send-page.js';
import {
  describeInBrowser,
  launchBrowser,
  newPerson,
  type BrowserPerson,
} from '../support/clients/browser.js';
import { appOf, People, workspaceOf } from '../web/fakes/people.js';
import { serveApp, serveSite, type SiteServer } from '../web/fakes/site-server.js';

const formToken = 'token';

describeInBrowser('ways through the pages in a real browser', () => {
  let browser: Browser;
  /** The site of an app, which is another origin for the browser. */
  let client: SiteServer;
  let site: SiteServer;
  let people: People;
  let person: BrowserPerson;
  let answers: unknown[];

  beforeAll(async () => {
    browser = await launchBrowser();
    client = await serveApp((app) => {
      app.get('/callback', (_request, response) => {
        response.send(
          `<!doctype html><h1>Back at the app</h1><script>opener?.postMessage('done', '*')</script>`,
        );
      });
      app.get('/open', (request, response) => {
        response.send(
          `<!doctype html><h1>Waiting</h1><button onclick="window.open('${addressIn(request)}')">Open</button>` +
            `<script>addEventListener('message', ({ data }) => (document.querySelector('h1').textContent = data))</script>`,
        );
      });
      app.get('/frame', (request, response) => {
        response.send(`<!doctype html><iframe src="${addressIn(request)}"></iframe>`);
      });
    });
  });

  beforeEach(async () => {
    people = new People();
    answers = [];
    site = await serveSite(people, { log: silentLog }, (app) => {
      app.get('/consent', (_request, response) => sendPage(response, consentPage(question('/consent'))));
      app.get('/unaided', (_request, response) => sendPage(response, consentPage(question('/unaided'))));
      app.post('/consent', express.urlencoded({ extended: false }), (request, response) => {
        answers.push(readConsentForm(request.body));
        sendPage(response, continuePage({ to: '/resume', place: 'the app' }));
      });
      app.post('/unaided', (_request, response) => response.redirect(303, '/resume'));
      app.get(['/resume', '/go/ticket'], (_request, response) =>
        response.redirect(303, `${client.origin}/callback?code=1`),
      );
    });
    person = await newPerson(browser, { viewport: 'phone' });
  });

  afterEach(async () => {
    await person?.close();
    await site?.close();
  });

  afterAll(async () => {
    await browser?.close();
    await client?.close();
  });

  function question(action: string): Parameters<typeof consentPage>[0] {
    return {
      client: { name: 'An app', redirectUri: `${client.origin}/callback`, vouchedBy: null },
      scopes: ['notion:read'],
      person: { name: 'Ada Quill' },
      workspaces: ['one', 'two'].map((id) => ({
        id,
        name: id,
        icon: null,
        isChosen: false,
        needsReconnect: false,
      })),
      canConnectAnother: true,
      pages: '',
      action,
      formToken,
    };
  }

  it.each([true, false])(
    'leads from the consent to another site; scripts on: %s',
    async (javaScriptEnabled) => {
      const other = await newPerson(browser, { viewport: 'phone', javaScriptEnabled });
      await other.page.goto(`${site.origin}/consent`);
      await other.page.getByLabel('two').check();
      await other.page.getByRole('button', { name: 'Allow', exact: true }).click();
      await other.page.waitForURL(`${client.origin}/callback?code=1`);
      expect(answers).toEqual([{ decision: 'allow', workspaceIds: ['two'], pages: '', mayWrite: false }]);
      expect(other.problems).toEqual([]);
      await other.close();
    },
  );

  it('could not do so by redirects alone: the policy of the form holds for them', async () => {
    await person.page.goto(`${site.origin}/unaided`);
    await person.page.getByRole('button', { name: 'Allow', exact: true }).click();
    await expect(untilSome(person.problems)).resolves.toMatch(/form-action/);
    expect(person.page.url()).not.toContain(client.origin);
  });

  it('comes back to an app that opened it in a window, and the app hears of it', async () => {
    await person.page.goto(`${client.origin}/open?to=${encodeURIComponent(`${site.origin}/consent`)}`);
    const [window] = await Promise.all([
      person.page.waitForEvent('popup'),
      person.page.getByRole('button').click(),
    ]);
    await window.getByRole('button', { name: 'Don’t allow' }).click();
    await person.page.getByRole('heading', { name: 'done' }).waitFor();
    expect(answers).toEqual([{ decision: 'deny', workspaceIds: [], pages: '', mayWrite: false }]);
    expect(person.problems).toEqual([]);
  });

  it.each(['/consent', '/connections', '/'])('cannot be framed: %s', async (path) => {
    await person.page.goto(`${client.origin}/frame?to=${encodeURIComponent(`${site.origin}${path}`)}`);
    expect(await untilSome(person.problems)).toMatch(/frame-ancestors/);
    expect(person.page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/');
  });

  it('a person signs in, changes what an app may read, removes it, disconnects and signs out', async () => {
    const { page } = person;
    people.workspacesOf.set('ada', [workspaceOf('w1'), workspaceOf('w2', { name: 'Second', icon: null })]);
    people.appsOf.set('ada', [appOf('https://claude.ai/client.json', { workspaceIds: ['w1'] })]);

    await page.goto(`${site.origin}/connections`);
    await page.getByRole('button', { name: 'Continue with Notion' }).click();
    await page.waitForURL(`${client.origin}/callback?code=1`);
    expect(people.started).toEqual([{ personId: undefined, reconnects: undefined }]);

    people.signIn('ada', 'Ada Quill');
    await person.context.addCookies([
      { name: 'session', value: 'secret-of-ada', url: site.origin, sameSite: 'Lax' },
    ]);
    await page.goto(`${site.origin}/`);
    await page.getByRole('link', { name: 'Connections' }).first().click();
    await page.getByRole('link', { name: 'Change what Claude may read' }).click();
    await page.getByLabel('Second').check();
    await page.getByLabel('Tideline Labs').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Saved').waitFor();
    expect(people.appsOf.get('ada')?.[0]?.workspaceIds).toEqual(['w2']);

    await page.getByRole('link', { name: 'Remove Claude' }).click();
    await page.getByRole('link', { name: 'Cancel' }).click();
    expect(people.appsOf.get('ada')).toHaveLength(1);
    await page.getByRole('link', { name: 'Remove Claude' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('status').getByText('removed').waitFor();
    expect(people.appsOf.get('ada')).toEqual([]);

    await page.getByRole('link', { name: 'Disconnect Second' }).click();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('status').getByText('disconnected').waitFor();
    expect(people.workspacesOf.get('ada')?.map(({ id }) => id)).toEqual(['w1']);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    expect(person.problems).toEqual([]);
  });

  it("a foreign site's form changes nothing, even with the person's cookie", async () => {
    people.workspacesOf.set('ada', [workspaceOf('w1')]);
    people.signIn('ada', 'Ada Quill');
    await person.context.addCookies([
      // None of ours is so; this is the worst that a browser could be talked into.
      { name: 'session', value: 'secret-of-ada', url: site.origin, sameSite: 'Lax' },
    ]);
    const [refused] = await Promise.all([
      person.page.waitForResponse((response) => response.request().method() === 'POST'),
      person.page.goto(`${client.origin}/callback`).then(() =>
        person.page.evaluate(
          `document.body.innerHTML = '<form method="post" action="${site.origin}/connections/disconnect?id=w1"></form>';
           document.forms[0].submit()`,
        ),
      ),
    ]);
    expect(refused.status()).toBe(403);
    expect(people.workspacesOf.get('ada')).toHaveLength(1);
  });
});

/** The address that a page of the app is to open. */
function addressIn({ query }: Request): string {
  return typeof query['to'] === 'string' ? query['to'] : '';
}

/** The first thing that the browser complains of. */
async function untilSome(problems: readonly string[]): Promise<string> {
  while (problems.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return problems.join('\n');
}
