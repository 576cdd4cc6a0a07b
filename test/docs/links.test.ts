import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { anchors, linkTargets } from './markdown.js';
import { eachPage, root, type Page } from './pages.js';

/** The links of a page that lead nowhere within the project. Addresses on the web are not asked. */
function brokenLinks({ path, text }: Page): string[] {
  return linkTargets(text).filter((target) => {
    if (/^[a-z]+:/.test(target)) {
      return false;
    }
    const [file = '', anchor] = target.split('#');
    const found = file === '' ? path : normalize(join(dirname(path), file));
    if (!existsSync(join(root, found))) {
      return true;
    }
    const linked = file === '' ? text : readFileSync(join(root, found), 'utf8');
    return anchor !== undefined && !anchors(linked).has(anchor);
  });
}

it.each(eachPage())('every link of %s leads somewhere', (_path, page) => {
  expect(brokenLinks(page)).toEqual([]);
});

it.each(eachPage().filter(([path]) => path.startsWith('docs/')))(
  '%s can be reached from the README',
  (path) => {
    const reached = new Set<string>();
    const follow = (from: string): void => {
      if (reached.has(from)) {
        return;
      }
      reached.add(from);
      const page = eachPage().find(([known]) => known === from)?.[1];
      for (const target of linkTargets(page?.text ?? '')) {
        const [file = ''] = target.split('#');
        if (file !== '' && !/^[a-z]+:/.test(file)) {
          follow(normalize(join(dirname(from), file)));
        }
      }
    };
    follow('README.md');
    expect([...reached]).toContain(path);
  },
);

describe('the check of links', () => {
  it.each([
    ['[a](docs/nowhere.md)', ['docs/nowhere.md']],
    ['[a](docs/tools.md#nothing-like-it)', ['docs/tools.md#nothing-like-it']],
    ['[a](#missing) [b](#here)\n\n## Here', ['#missing']],
    ['`[a](code.md)` and\n\n```text\n[b](block.md)\n```\n', []],
    ['[a](https://example.com/missing) [b](docs/tools.md#notion_search)', []],
    ['# One, two: `three`\n\n[a](#one-two-three) [b](#one)', ['#one']],
  ])('%j', (text, broken) => {
    expect(brokenLinks({ path: 'README.md', text })).toEqual(broken);
  });
});
