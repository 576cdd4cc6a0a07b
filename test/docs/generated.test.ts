import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { fillSections, sectionNames } from './marked-sections.js';
import { eachPage, readPages, root, type Page } from './pages.js';
import { envExample } from './sections/env-example.js';
import { growthSection } from './sections/growth-section.js';
import { pageSections } from './sections/page-sections.js';
import { roomSections } from './sections/room-sections.js';
import { settingSections } from './sections/setting-sections.js';
import { tableSections } from './sections/table-sections.js';
import { toolSections } from './sections/tool-sections.js';

/** `npm run docs` writes the made parts of every page; without it they are compared. */
const update = process.env['UPDATE_DOCS'] === '1';

const ENV_EXAMPLE = join(root, '.env.example');

let sections: ReadonlyMap<string, string>;

async function madeAnew({ path, text }: Page): Promise<string> {
  const file = join(root, path);
  const style = (await resolveConfig(file)) ?? {};
  return format(fillSections(text, sections), { ...style, filepath: file });
}

beforeAll(async () => {
  sections = new Map([
    ...pageSections(),
    ...settingSections(),
    ...(await tableSections()),
    ...(await toolSections()),
    growthSection(),
    ...roomSections(),
  ]);
  if (update) {
    writeFileSync(ENV_EXAMPLE, envExample());
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

  it('is shown, all of it', () => {
    const shown = new Set(readPages().flatMap(({ text }) => sectionNames(text)));
    expect([...sections.keys()].filter((name) => !shown.has(name))).toEqual([]);
  });
});
