import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { createCountedRealm } from './counted-realm.js';
import { families } from './families.js';
import { bundleInstrumented } from './instrumented-bundle.js';
import { notMeasured } from './not-measured.js';
import type * as Subjects from './subjects/all.js';
import { subjectNames } from './subjects/all.js';
import { textFunctions } from './text-functions.js';

/** Where text of strangers and of callers is read: what is exported there, and takes text, is measured. */
const PURE_FOLDERS = [
  'src/content',
  'src/text',
  'src/parsing',
  'src/search-index/analysis',
  'src/search-index/document',
  'src/search-index/find',
  'src/search-index/query',
  'src/notion/query',
  'src/mcp/arguments',
  'src/workspace/changes/edits',
];
/** Characters of each text, and a few of the families: every function is entered, or it is not. */
const LENGTH = 60;
const EVERY = 12;
const MOST_STEPS = 20_000_000;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

it('every exported function that takes text is measured, or the reason is said why not', async () => {
  const bundle = await bundleInstrumented("export * from './test/linear/subjects/all.ts';", (file) =>
    file.startsWith('src/'),
  );
  const realm = createCountedRealm<typeof Subjects>(bundle);
  for (const name of subjectNames) {
    for (const family of families.filter((_, at) => at % EVERY === 0)) {
      realm.stepsOf(({ runSubject }) => runSubject(name, family, LENGTH), MOST_STEPS);
    }
  }
  const entered = new Set(
    bundle.places.flatMap(({ file, line }, at) => ((realm.entered[at] ?? 0) > 0 ? [`${file}:${line}`] : [])),
  );
  const missing = PURE_FOLDERS.flatMap(filesIn).flatMap((file) =>
    textFunctions(file)
      .filter(({ line }) => !entered.has(`${file}:${line}`))
      .map(({ name }) => `${file} ${name}`),
  );
  expect(missing.toSorted()).toEqual(Object.keys(notMeasured).toSorted());
});
