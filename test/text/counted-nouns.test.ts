import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { pluralize } from '../../src/content/answer/pluralize.js';
import { counted } from '../../src/text/words.js';

/** What this server counts. */
const NOUNS =
  'rows pages blocks values files columns items edits options comments views members characters databases entries properties people places connections passages calls';
/** A number of a template with one of these behind it. A constant is never 1; `=== 1` has its own words beside it. */
const COUNT = new RegExp(`\\$\\{(?!MAX_|MIN_)(?!String\\()([^{}]*)\\} (?:${NOUNS.replaceAll(' ', '|')})\\b`);
/** Sentences that are said of two or more only, and the tests of sentences. */
const SEVERAL: readonly string[] = [
  'src/config/setting-schema.ts',
  'src/content/properties/page-header.ts',
  'src/content/view/page-view.ts',
  'src/credentials/move-store.ts',
  'src/doctor/checks/check-rows.ts',
  'src/mcp/arguments/accepted-values.ts',
  'src/notion/query/targets/rollup-target.ts',
  'src/notion/values/columns/described-column.ts',
  'src/notion/values/plan-value.ts',
  'src/search-index/query/parse-query.ts',
  'src/search-index/reach.ts',
  'src/web/pages/connections-page.ts',
  'src/web/pages/pages-field.ts',
  'src/workspace/changes/comments/find-place.ts',
  'src/workspace/changes/edits/plan-edits.ts',
  'src/workspace/changes/edits/plan-page-edits.ts',
  'src/workspace/files/choose-file.ts',
  'src/workspace/names/find-database.ts',
  'src/workspace/names/find-page-by-title.ts',
  'src/workspace/names/find-people.ts',
];

const sources = ['src', 'tools'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter(
      (file) => file.endsWith('.ts') && !file.startsWith('src/sandbox') && !file.startsWith('src/chat'),
    ),
);

describe('a number and its noun', () => {
  it('agree', () => {
    expect([0, 1, 2].map((count) => String(counted(count, 'row')))).toEqual(['0 rows', '1 row', '2 rows']);
    expect(String(counted(1, 'data source'))).toBe('1 data source');
    expect(pluralize(1, 'entry', 'entries')).toBe('1 entry');
  });

  it('are put together by pluralize or counted, wherever one can be meant', () => {
    const found = sources.filter((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .some((line) => COUNT.test(line) && !line.includes('=== 1') && !line.includes('pluralize(')),
    );
    expect(found.filter((file) => !SEVERAL.includes(file))).toEqual([]);
    expect(SEVERAL.filter((file) => !found.includes(file))).toEqual([]);
  });
});
