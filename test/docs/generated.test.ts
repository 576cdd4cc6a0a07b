import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { fillSections, sectionNames } from './marked-sections.js';
import { eachPage, readPages, root, type Page } from './pages.js';
import { badges } from './sections/badges.js';
import { dashboard } from './sections/dashboard.js';
import { demoPicture } from './sections/demo-picture.js';
import { envExample } from './sections/env-example.js';
import { growthSection } from './sections/growth-section.js';
import { hostedSection } from './sections/hosted-section.js';
import { pageSections } from './sections/page-sections.js';
import { roomSections } from './sections/room-sections.js';
import { sandboxSections } from './sections/sandbox-sections.js';
import { setUpPictures } from './sections/set-up-pictures.js';
import { settingsOfCommands } from './sections/settings-of-commands.js';
import { settingSections } from './sections/setting-sections.js';
import { tableSections } from './sections/table-sections.js';
import { toolSections } from './sections/tool-sections.js';

/** `npm run docs` writes the made parts of every page; without it they are compared. */
const update = process.env['UPDATE_DOCS'] === '1';

const ENV_EXAMPLE = join(root, '.env.example');
const DASHBOARD = join(root, 'docs/operations/grafana.json');
const PICTURE = join(root, 'docs/demo.svg');
/** Pictures in docs/ that are drawn, by their names. */
const DRAWN = { ...setUpPictures, 'badges.svg': badges };
const SETTINGS_OF_COMMANDS = join(root, 'src/config/settings-of-commands.ts');

let sections: ReadonlyMap<string, string>;

async function formatted(file: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

async function madeAnew({ path, text }: Page): Promise<string> {
  return formatted(join(root, path), fillSections(text, sections));
}

beforeAll(async () => {
  sections = new Map([
    ...pageSections(),
    ...settingSections(),
    ...(await tableSections()),
    ...(await toolSections()),
    growthSection(),
    hostedSection(),
    ...roomSections(),
    ...sandboxSections(),
  ]);
  if (update) {
    writeFileSync(ENV_EXAMPLE, envExample());
    writeFileSync(DASHBOARD, await formatted(DASHBOARD, dashboard()));
    writeFileSync(PICTURE, await demoPicture());
    for (const [name, picture] of Object.entries(DRAWN)) {
      writeFileSync(join(root, 'docs', name), picture);
    }
    writeFileSync(SETTINGS_OF_COMMANDS, await formatted(SETTINGS_OF_COMMANDS, settingsOfCommands()));
    for (const page of readPages()) {
      if (sectionNames(page.text).length > 0) {
        writeFileSync(join(root, page.path), await madeAnew(page));
      }
    }
  }
});

describe('what npm run docs makes', () => {
  it.each(eachPage().filter(([, { text }]) => sectionNames(text).length > 0))(
    'is up to date in %s',
    async (path, page) => {
      const text = readFileSync(join(root, path), 'utf8');
      expect(text).toBe(await madeAnew({ ...page, text }));
    },
  );

  it('is up to date in .env.example', () => {
    expect(readFileSync(ENV_EXAMPLE, 'utf8')).toBe(envExample());
  });

  it('is up to date in the dashboard', async () => {
    expect(readFileSync(DASHBOARD, 'utf8')).toBe(await formatted(DASHBOARD, dashboard()));
  });

  it('is up to date in the picture of the demo', async () => {
    expect(readFileSync(PICTURE, 'utf8')).toBe(await demoPicture());
  });

  it.each(Object.entries(DRAWN))('is up to date in the picture %s, which loads nothing', (name, picture) => {
    expect(readFileSync(join(root, 'docs', name), 'utf8')).toBe(picture);
    expect(picture.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /\b(?:href|src|xmlns)\b|url\(|@import|<(?:script|image|use|foreignObject)\b/,
    );
  });

  it('is up to date in what help knows of the settings of commands', async () => {
    const text = readFileSync(SETTINGS_OF_COMMANDS, 'utf8');
    expect(text).toBe(await formatted(SETTINGS_OF_COMMANDS, settingsOfCommands()));
  });

  it('is shown, all of it', () => {
    const shown = new Set(readPages().flatMap(({ text }) => sectionNames(text)));
    expect([...sections.keys()].filter((name) => !shown.has(name))).toEqual([]);
  });
});
