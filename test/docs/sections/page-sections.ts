import { table } from '../markdown.js';
import { readPages, type Page } from '../pages.js';

/** Lists of pages: those of `docs/` for the README, those of `adr/` for their index. */
export function pageSections(): [string, string][] {
  const pages = readPages();
  const guides = pages.filter(({ path }) => path.startsWith('docs/'));
  const decisions = pages.filter(({ path }) => /^adr\/\d/.test(path));
  return [
    ['pages', guides.map((page) => `- [${titleOf(page)}](${page.path})`).join('\n')],
    [
      'decisions',
      table(
        ['number', 'decision', 'status'],
        decisions.map((page) => decisionRow(page)),
      ),
    ],
  ];
}

function titleOf({ text }: Page): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? '';
}

/** A decision begins with its number and what was decided; then come its date and its status. */
function decisionRow(page: Page): string[] {
  const [number = '', ...words] = titleOf(page).split(' ');
  const status = /^\d{4}-\d\d-\d\d · ([^·\n]+)/m.exec(page.text)?.[1] ?? '';
  return [`[${number}](${page.path.slice('adr/'.length)})`, words.join(' '), status.trim()];
}
