import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Where Debian puts it. */
const STANDARD_PATH = '/usr/bin/chromium';
/** Without these it looks for updates and hosts of its own at every start. */
const START_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Sizes at which every page is looked at. */
export const viewports = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 900 },
} as const;
export type Viewport = keyof typeof viewports;
export type ColorScheme = 'light' | 'dark';

const chromiumPath = process.env['CHROMIUM_PATH'] ?? STANDARD_PATH;

/**
 * Tests in a real browser. Without Chromium they are skipped, with a word on standard error; in CI they run in any case
 * and fail, because a skipped test looks like a passed one there.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  if (existsSync(chromiumPath) || process.env['CI'] === 'true') {
    describe(name, tests);
    return;
  }
  process.stderr.write(
    `\nSKIPPED: ${name}: no Chromium at ${chromiumPath}. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.\n`,
  );
  // oxlint-disable-next-line jest/no-disabled-tests -- the way to say "skipped" is what this function is for
  describe.skip(name, tests);
}

/** Starts Chromium; close it when the tests are over. `trusted`: an authority it trusts beside the usual ones. */
export function launchBrowser(trusted?: string): Promise<Browser> {
  const authority = trusted === undefined ? [] : [`--ignore-certificate-errors-spki-list=${trusted}`];
  return chromium.launch({ executablePath: chromiumPath, args: [...START_ARGUMENTS, ...authority] });
}

/** One person at one browser: cookies of their own, and everything that went wrong on the pages they saw. */
export interface BrowserPerson {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of pages and breaches of their content security policy. Must be empty at the end. */
  readonly problems: string[];
  readonly close: () => Promise<void>;
}

/** For a page to get where a test waits for it: a busy machine needs its time. */
const MAX_WAIT_MS = 120_000;

/** Opens a fresh browser window; tests that expect pages to be refused filter {@link BrowserPerson.problems}. */
export async function newPerson(
  browser: Browser,
  look: {
    readonly viewport?: Viewport;
    readonly colorScheme?: ColorScheme;
    readonly javaScriptEnabled?: boolean;
  } = {},
): Promise<BrowserPerson> {
  const context = await browser.newContext({
    viewport: viewports[look.viewport ?? 'desktop'],
    colorScheme: look.colorScheme ?? 'light',
    javaScriptEnabled: look.javaScriptEnabled ?? true,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(MAX_WAIT_MS);
  const problems: string[] = [];
  const watch = (page: Page): void => {
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    page.on('console', (message) => {
      // A page that tells of a refusal has such a status on purpose; tests look at it themselves.
      const isStatus = message
        .text()
        .startsWith('Failed to load resource: the server responded with a status');
      if ((message.type() === 'error' || message.type() === 'warning') && !isStatus) {
        problems.push(`${message.type()}: ${message.text()}`);
      }
    });
  };
  context.on('page', watch);
  const page = await context.newPage();
  return { context, page, problems, close: () => context.close() };
}

/** What axe-core finds against the rules of WCAG 2.2 AA and good practice: rule, place, reason. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated by the debugger, so the page's policy stays as strict as it is.
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary ?? ''}`),
    );
  });
}

/** Parts of the page that stick out to the side, which would have to be scrolled to on a phone. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  ) as Promise<number>;
}

/** Buttons, links that look like them, and fields that are lower than a fingertip: 44 CSS pixels. */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(`[...document.querySelectorAll('button, .button, summary, label.choice, header a')]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
    .map((element) => element.outerHTML.slice(0, 120))`) as Promise<readonly string[]>;
}

/** Keeps a picture of the whole page where somebody wants to look at it: in the folder SCREENSHOTS, if set. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
}

/** Keeps the page as it stands in every size and light, and leaves it as it was. */
export async function keepLooks(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] === undefined) {
    return;
  }
  const before = page.viewportSize();
  for (const viewport of Object.keys(viewports) as Viewport[]) {
    await page.setViewportSize(viewports[viewport]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await keepScreenshot(page, `${name}-${viewport}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(before ?? viewports.desktop);
}
