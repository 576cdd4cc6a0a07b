import type { PageObjectResponse } from '@notionhq/client';
import { pluralize } from '../../../content/answer/pluralize.js';
import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { InputError } from '../../../errors.js';
import { retrieveCurrentDataSource } from '../../../notion/endpoints/databases.js';
import { stateOf } from '../../../notion/object-state.js';
import type { NotionSession } from '../../../notion/session.js';
import { quote } from '../../../text/quote.js';
import { isRecord, type JsonRecord } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import type { LookupBudget } from '../../lookup-budget.js';
import { findTargetToChange, readCurrentTarget } from '../../names/find-page.js';
import { titleOf } from '../../names/titles.js';
import { PAGE_SCHEMA } from '../pages/page-schema.js';
import { Problems } from '../pages/plan-values.js';
import type { DatabaseEdit } from './database-edit.js';
import { makeDatabase, type MadeDatabase } from './make-database.js';
import { planSchema } from './plan-schema.js';
import { columnLine, namesInColumns, storedOtherwise } from './schema-lines.js';

/** What Notion's app calls the title column of a new database. */
const TITLE_COLUMN = 'Name';

/** A database that is to be made. */
interface GivenDatabase {
  readonly parent: string;
  readonly title: string | undefined;
  readonly add: JsonRecord;
}

/** Checks a new database: its page, its title and its columns. */
export async function planNewDatabase(
  session: NotionSession,
  given: GivenDatabase,
  lookups: LookupBudget,
  now: Date,
): Promise<DatabaseEdit> {
  const finding = findPageParent(session, given.parent);
  finding.catch(() => {});
  const problems = new Problems();
  const { title } = given;
  const titles = Object.entries(given.add).filter(([, spec]) => isTitleSpec(spec));
  const [[titleColumn] = [TITLE_COLUMN]] = titles;
  await problems.try(() => {
    if (title === undefined) {
      throw new InputError('title', say`A new database needs a title.`, say`Pass title.`);
    }
    if (titles.length > 1) {
      throw new InputError('add', say`A database has one title column.`, say`Give the others another type.`);
    }
  });
  const add = Object.fromEntries(Object.entries(given.add).filter(([, spec]) => !isTitleSpec(spec)));
  const own = { title: { ...PAGE_SCHEMA['title'], id: 'title', name: titleColumn, type: 'title' } };
  const nothing = { rename: {}, addOptions: {}, change: {}, remove: [] };
  // In rounds with the page; its problem comes first.
  const planning = planSchema(session, own, { add, ...nothing }, problems);
  planning.catch(() => {});
  const parent = await finding;
  const { columns } = await planning;
  problems.throwIfAny();
  const names = await namesInColumns(session, columns, lookups);
  const name = title ?? '';
  return {
    proposal: `This call would create a database with ${pluralize(columns.length + 1, 'column')}.`,
    report: `Created a database with ${pluralize(columns.length + 1, 'column')}.`,
    content: [
      `${titleText(name)} in ${titleText(titleOf(parent))}`,
      `${titleText(titleColumn)}: title`,
      ...columns.map((column) => columnLine(column, own, names, undefined).replace(/^New column /, '')),
    ].join('\n'),
    notes: [],
    steps: (writing, journal) => [
      makeDatabase(writing, journal, { parent, title: name, titleColumn, columns }, now),
    ],
    afterwards: async ({ results }) => {
      const [result] = results;
      const made = result?.kind === 'saved' ? (result.saved.result as MadeDatabase) : undefined;
      const [first] = made?.database?.data_sources ?? [];
      if (made?.database === undefined || first === undefined) {
        return { heading: '', notes: ['It could not be read after it was made.'] };
      }
      const { properties } = await retrieveCurrentDataSource(session, first.id);
      const otherwise = storedOtherwise(properties, columns);
      return {
        heading: shortUrl(made.database.url),
        notes: [
          otherwise.length > 0
            ? `Notion stored these otherwise than they were sent: ${otherwise.map((each) => quote(each)).join(', ')}.`
            : '',
        ],
      };
    },
  };
}

/** The errors of the search speak of other arguments. */
async function findPageParent(session: NotionSession, text: string): Promise<PageObjectResponse> {
  try {
    const target = await findTargetToChange(session, text);
    const { page } = await readCurrentTarget(session, target, text);
    if (stateOf(page) !== undefined) {
      throw new InputError(
        'create_in',
        say`The page is in the trash or archived.`,
        say`Restore it with notion_organize_pages first, or pass another page.`,
      );
    }
    return page;
  } catch (error) {
    throw error instanceof InputError
      ? new InputError('create_in', error.wording.problem, error.wording.advice)
      : error;
  }
}

/** `"title"`, `{"type": "title"}` and, as Notion's API has it, `{"title": {}}`. */
function isTitleSpec(spec: unknown): boolean {
  return isRecord(spec)
    ? spec['type'] === 'title' || (spec['type'] === undefined && isRecord(spec['title']))
    : spec === 'title';
}
