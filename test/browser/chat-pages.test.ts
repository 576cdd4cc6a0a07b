import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { chatPage } from '../../src/chat/page/chat-page.js';
import { readPageScripts } from '../../src/chat/page/page-scripts.js';
import { sendPage } from '../../src/web/send-page.js';
import { sampleViews } from '../chat/page/sample-views.js';
import {
  accessibilityProblems,
  describeInBrowser,
  keepScreenshot,
  launchBrowser,
  newPerson,
  sidewaysScroll,
  smallTargets,
} from '../support/clients/browser.js';
import { serveApp, type SiteServer } from '../web/fakes/site-server.js';

describeInBrowser('the page of the chat in a real browser', () => {
  let browser: Browser;
  let server: SiteServer;

  beforeAll(async () => {
    browser = await launchBrowser();
    const scripts = readPageScripts();
    server = await serveApp((app) => {
      app.get('/chat/script/:version/:name', ({ params }, response) => {
        response.type('text/javascript').send(scripts.textOf(params.name));
      });
      for (const [name, view] of Object.entries(sampleViews)) {
        app.get(`/${name}`, (_request, response) => sendPage(response, chatPage(view)));
      }
    });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each([
    { viewport: 'phone', colorScheme: 'light', javaScriptEnabled: true },
    { viewport: 'phone', colorScheme: 'dark', javaScriptEnabled: false },
    { viewport: 'desktop', colorScheme: 'light', javaScriptEnabled: false },
    { viewport: 'desktop', colorScheme: 'dark', javaScriptEnabled: true },
  ] as const)(
    'is readable, reachable and quiet: $viewport, $colorScheme, script: $javaScriptEnabled',
    async (look) => {
      const { page, problems, close } = await newPerson(browser, look);
      for (const name of Object.keys(sampleViews)) {
        await page.goto(`${server.origin}/${name}`);
        await keepScreenshot(page, `chatpage-${name}-${look.viewport}-${look.colorScheme}`);
        const found = {
          // The rules run as a script of the page.
          accessibility: look.javaScriptEnabled ? await accessibilityProblems(page) : [],
          sideways: await sidewaysScroll(page),
          stickingOut: await page.evaluate(
            `[...document.querySelectorAll('.row p, .row bdi, .row .pill')]
              .filter((one) => one.getBoundingClientRect().right > one.closest('.row > div, .talk').getBoundingClientRect().right + 1)
              .map((one) => one.textContent.trim())`,
          ),
          smallTargets: await smallTargets(page),
          problems,
        };
        const none = { accessibility: [], sideways: 0, stickingOut: [], smallTargets: [], problems: [] };
        expect({ name, ...found }).toEqual({ name, ...none });
      }
      await close();
    },
  );

  it('is used with the keyboard alone', async () => {
    const { page, close } = await newPerson(browser);
    await page.goto(`${server.origin}/talk`);
    const reached: string[] = [];
    for (let at = 0; at < 30; at += 1) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(
          `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName)`,
        ),
      );
    }
    expect(reached).toEqual(
      expect.arrayContaining(['SUMMARY', 'TEXTAREA', 'BUTTON', 'INPUT', 'Disconnect Tideline Labs']),
    );
    await close();
  });
});
