import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { sendPage } from '../../src/web/send-page.js';
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
import { samplePages } from '../web/sample-pages.js';

describeInBrowser('every page in a real browser', () => {
  let browser: Browser;
  let server: SiteServer;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveApp((app) => {
      for (const [name, page] of Object.entries(samplePages)) {
        app.get(`/${name}`, (_request, response) => sendPage(response, page));
      }
    });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each([
    // Two of the four meet each size and each light once, which is all that the rules of accessibility look at.
    { viewport: 'phone', colorScheme: 'light', withRules: true },
    { viewport: 'phone', colorScheme: 'dark', withRules: false },
    { viewport: 'desktop', colorScheme: 'light', withRules: false },
    { viewport: 'desktop', colorScheme: 'dark', withRules: true },
  ] as const)('is readable, reachable and quiet: $viewport, $colorScheme', async (look) => {
    const { page, problems, close } = await newPerson(browser, look);
    for (const name of Object.keys(samplePages)) {
      await page.goto(`${server.origin}/${name}`);
      await keepScreenshot(page, `${name}-${look.viewport}-${look.colorScheme}`);
      // What is folded away has to be good too; only one part of the page is open at a time.
      await page.evaluate(
        `document.querySelectorAll('details').forEach((one) => { one.removeAttribute('name'); one.open = true; })`,
      );
      const found = {
        accessibility: look.withRules ? await accessibilityProblems(page) : [],
        sideways: await sidewaysScroll(page),
        smallTargets: await smallTargets(page),
        problems,
      };
      const none = { accessibility: [], sideways: 0, smallTargets: [], problems: [] };
      expect({ name, ...found }).toEqual({ name, ...none });
    }
    await close();
  });

  it('keeps its parts apart on a narrow phone, and its name where there is room', async () => {
    const { page, close } = await newPerson(browser);
    await page.setViewportSize({ width: 320, height: 740 });
    for (const name of Object.keys(samplePages)) {
      await page.goto(`${server.origin}/${name}`);
      await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
      const touching = await page.evaluate(
        `[...document.querySelectorAll('fieldset + label, textarea + label')].filter((one) => one.checkVisibility() &&
          one.getBoundingClientRect().top - one.previousElementSibling.getBoundingClientRect().bottom < 8).length`,
      );
      expect({ name, sideways: await sidewaysScroll(page), touching }).toEqual({
        name,
        sideways: 0,
        touching: 0,
      });
    }
    const seen: boolean[] = [];
    for (const [name, width] of [
      ['home', 360],
      ['home-with-chat', 360],
      ['home-with-chat', 1280],
    ] as const) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(`${server.origin}/${name}`);
      // What is seen of the name: it is there as a whole or not at all.
      seen.push(
        (await page.evaluate(`(() => {
          const brand = document.querySelector('.brand');
          const text = document.createRange();
          text.selectNodeContents(brand);
          const { top, right } = text.getBoundingClientRect();
          const box = brand.getBoundingClientRect();
          return top < box.bottom && right <= box.right + 1;
        })()`)) as boolean,
      );
    }
    expect(seen).toEqual([true, false, true]);
    await close();
  });

  it('copies an address with one click, and selects it where there is no script', async () => {
    const { context, page, close } = await newPerson(browser);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${server.origin}/home`);
    await page.getByRole('button', { name: 'Copy: Address of this server' }).click();
    await page.getByRole('button', { name: 'Copied: Address of this server' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('https://mcp.example.com/mcp');
    await close();

    const plain = await newPerson(browser, { javaScriptEnabled: false });
    await plain.page.goto(`${server.origin}/home`);
    await plain.page.locator('noscript p', { hasText: 'Click a text' }).waitFor();
    expect(await plain.page.getByRole('button', { name: /Copy/ }).count()).toBe(0);
    await plain.close();
  });

  it('would notice a page that is none of this', async () => {
    const bad = await serveApp((app) => {
      app.get('/', (_request, response) => {
        response.set('content-security-policy', "default-src 'none'").send(
          `<!doctype html><html><title></title><p style="width:3000px"><button class="button">x</button>
           <img src="/x.png"><script>throw new Error('ran')</script>`,
        );
      });
    });
    const { page, problems, close } = await newPerson(browser, { viewport: 'phone' });
    await page.goto(bad.origin);
    expect((await accessibilityProblems(page)).join('\n')).toMatch(/html-has-lang[^]*image-alt/);
    expect(await smallTargets(page)).toHaveLength(1);
    expect(problems.join('\n')).toMatch(/script-src[^]*style-src|style-src[^]*script-src/);
    await close();
    await bad.close();
  });
});
