// One picture of all pages, in both sizes and both lights: `npm run contact-sheet`. The browser tests keep the pictures
// (SCREENSHOTS); this only lays them out: first what the walks through the built server and the sandbox saw, then every
// page with easy and with difficult names. A folder as argument has such pictures already.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const LOOKS = ['desktop-light', 'desktop-dark', 'phone-light', 'phone-dark'] as const;
/** Pages that a walk saw. */
const WALKED = /^(?:walk|chat|hosted)-/;
const SHEET = join(import.meta.dirname, '../../docs/pages.webp');
/** Of 100; text stays readable. */
const QUALITY = 40;
/** Pixels for each of the page, so that small text can be read. */
const SCALE = 1.25;
/** Pixels of one picture: its width, and what is shown of its height. */
const TILE = { desktop: 200, phone: 80, height: 180 } as const;
const COLUMNS = 3;

const kept = process.argv[2];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'pages-'));
if (kept === undefined) {
  execFileSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      '-w',
      '1',
      'test/browser/(pages|chat-pages|walk|chat-walk|hosted-walk)',
    ],
    { stdio: 'inherit', env: { ...process.env, SCREENSHOTS: folder } },
  );
}
// Not as the tests launch it: what they share knows of Jest.
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1800, height: 900 } });
  await page.setContent(sheet());
  const client = await page.context().newCDPSession(page);
  const { width, height } = (await page.evaluate(
    '({ width: document.body.scrollWidth, height: document.documentElement.scrollHeight })',
  )) as { width: number; height: number };
  const { data } = await client.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height, scale: SCALE },
  });
  writeFileSync(SHEET, Buffer.from(data, 'base64'));
} finally {
  await browser.close();
  if (kept === undefined) {
    rmSync(folder, { recursive: true });
  }
}

/** The pages that were kept, by name. Each has every look: a picture that a test did not keep must not be missed. */
function names(): readonly string[] {
  const files = new Set(readdirSync(folder).filter((file) => file.endsWith('.png')));
  const found = new Set(
    [...files].flatMap((file) =>
      LOOKS.filter((look) => file.endsWith(`-${look}.png`)).map((look) =>
        file.slice(0, -`-${look}.png`.length),
      ),
    ),
  );
  const missing = [...found].flatMap((name) =>
    LOOKS.map((look) => `${name}-${look}.png`).filter((file) => !files.has(file)),
  );
  if (found.size === 0 || missing.length > 0) {
    throw new Error(`${folder} has ${found.size} pages, and misses of them: ${missing.join(', ')}`);
  }
  return [...found].toSorted(
    (one, other) => Number(WALKED.test(other)) - Number(WALKED.test(one)) || one.localeCompare(other),
  );
}

function sheet(): string {
  return `<!doctype html><style>
    body{margin:0;padding:16px;width:fit-content;display:grid;grid-template-columns:repeat(${COLUMNS},auto);gap:16px;background:#d9dce0;font:13px system-ui,sans-serif;color:#222}
    section{padding:8px;background:#eceef0;border-radius:8px}
    h2{margin:0 0 6px;font-size:13px}
    section>div{display:flex;gap:6px}
    figure{margin:0;height:${TILE.height}px;overflow:hidden;border-radius:4px}
    img{display:block;width:100%}
  </style>${names()
    .map(
      (name) =>
        `<section><h2>${name.replaceAll('-', ' ')}</h2><div>${LOOKS.map((look) => tile(name, look)).join('')}</div></section>`,
    )
    .join('')}`;
}

function tile(name: string, look: (typeof LOOKS)[number]): string {
  const width = look.startsWith('phone') ? TILE.phone : TILE.desktop;
  const data = readFileSync(join(folder, `${name}-${look}.png`)).toString('base64');
  return `<figure style="width:${width}px"><img src="data:image/png;base64,${data}"></figure>`;
}
