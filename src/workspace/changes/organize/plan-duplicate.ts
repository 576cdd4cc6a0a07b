import type { PageObjectResponse } from '@notionhq/client';
import { InputError } from '../../../errors.js';
import { pluralize } from '../../../content/answer/pluralize.js';
import { titleText } from '../../../content/print/title-text.js';
import type { Schema } from '../../../content/properties/property-types.js';
import { stateOf } from '../../../notion/object-state.js';
import { retrieveDataSource } from '../../../notion/endpoints/databases.js';
import { retrieveCurrentPage, retrievePageMarkdown } from '../../../notion/endpoints/pages.js';
import { parentOf } from '../../../notion/parent-of.js';
import type { WritingSession } from '../../../notion/session.js';
import { writable } from '../../../notion/values/stored-value.js';
import { textElements } from '../../../notion/values/text-elements.js';
import { field } from '../../../text/json.js';
import { quote } from '../../../text/quote.js';
import { listNames, say } from '../../../text/words.js';
import type { LookupBudget } from '../../lookup-budget.js';
import { titleOf } from '../../names/titles.js';
import { completeValues } from '../../properties/complete-values.js';
import { makePage } from '../new-pages/make-page.js';
import { MAX_CONTENT_CHARACTERS, readContent } from '../pages/page-content.js';
import { writableField, type PageField } from '../pages/page-fields.js';
import type { PageValues } from '../pages/set-page.js';
import { copyableText, type CopyableText } from './copyable-text.js';
import { lockedNote } from '../locked-note.js';
import { destinationOf, droppedValues, hasWrittenValue, type Destination } from './plan-move.js';
import type { PlannedPage } from './planned-page.js';

const FIELDS: readonly PageField[] = ['icon', 'cover'];

/** Reads the page and makes another like it, beside it or at another place. Notion has no request that copies. */
export async function planDuplicate(
  session: WritingSession,
  page: PageObjectResponse,
  to: Destination | undefined,
  lookups: LookupBudget,
  now: Date,
): Promise<PlannedPage> {
  const title = titleOf(page);
  if (stateOf(page) === 'in the trash') {
    throw new InputError('pages', say`The page ${title} is in the trash.`, say`Restore it first.`);
  }
  const destination = to ?? (await beside(session, page));
  const text = await readText(session, page);
  const { values, lost } = await readValues(session, page, destination.schema, lookups);
  const copyTitle = `${title} (copy)`;
  const [titleProperty = 'title'] =
    Object.entries(destination.schema).find(([, { type }]) => type === 'title') ?? [];
  const withTitle: PageValues = {
    ...values,
    properties: { [titleProperty]: { title: textElements(copyTitle) }, ...values.properties },
  };
  return {
    page,
    becomes: `${titleText(copyTitle)} in ${titleText(destination.title)}`,
    step: (journal) =>
      makePage(
        session,
        journal,
        destination.parent,
        {
          title: copyTitle,
          titleProperty,
          values: withTitle,
          content: { kind: 'markdown', markdown: text.markdown },
        },
        now,
      ),
    isDone: () => true,
    mustBeRead: false,
    notes: [
      lockedNote(
        destination.parent.kind === 'page' ? [destination.parent.page] : [],
        'The page that they go to',
      ),
      notCopied(page, text, lost),
    ],
  };
}

async function beside(session: WritingSession, page: PageObjectResponse): Promise<Destination> {
  const parent = parentOf(page.parent);
  switch (parent?.kind) {
    case 'page':
      return destinationOf(session, { kind: 'page', page: await retrieveCurrentPage(session, parent.id) });
    case 'data_source':
      return destinationOf(session, {
        kind: 'database',
        source: await retrieveDataSource(session, parent.id),
      });
    default:
      throw new InputError(
        'to',
        say`The page ${titleOf(page)} lies where no page can be made: at the top of the workspace or in a block.`,
        say`Pass the page or database for the copy as ${'to'}.`,
      );
  }
}

async function readText(session: WritingSession, page: PageObjectResponse): Promise<CopyableText> {
  const { markdown, truncated } = await retrievePageMarkdown(session, page.id);
  const text = copyableText(markdown);
  if (truncated || text.markdown.length > MAX_CONTENT_CHARACTERS) {
    throw new InputError(
      'pages',
      say`The page ${titleOf(page)} cannot be read whole: it is too long, or parts of it are not shared.`,
      say`Duplicate it in Notion.`,
    );
  }
  // Whatever would move a page is refused here as in every other text.
  return { ...text, markdown: readContent(text.markdown, 'pages', undefined).text };
}

/** Values that the new place takes, and the names of those that it does not, or that cannot be sent back. */
async function readValues(
  session: WritingSession,
  page: PageObjectResponse,
  schema: Schema,
  lookups: LookupBudget,
): Promise<{ readonly values: PageValues; readonly lost: readonly string[] }> {
  const written = Object.entries(page.properties).filter(
    ([, value]) => value.type !== 'title' && hasWrittenValue(value),
  );
  const dropped = new Set(droppedValues(page, schema));
  const names = written.flatMap(([name]) => (dropped.has(name) ? [] : [name]));
  const payloads = await Promise.all(
    names.map(async (name) => {
      const cut = await completeValues(session, [page], lookups, schema, [name]);
      return [name, cut > 0 ? undefined : writable(page.properties[name])] as const;
    }),
  );
  const fields = FIELDS.map((name) => [name, writableField(page, name)] as const);
  return {
    values: {
      properties: Object.fromEntries(
        payloads.flatMap(([name, payload]) => (payload === undefined ? [] : [[name, payload]])),
      ),
      fields: Object.fromEntries(fields.filter(([, value]) => value !== undefined && value !== null)),
    },
    lost: [
      ...dropped,
      ...payloads.flatMap(([name, payload]) => (payload === undefined ? [name] : [])),
      ...fields.flatMap(([name, value]) => (value === undefined ? [name] : [])),
    ],
  };
}

function notCopied(
  page: PageObjectResponse,
  { children, files, unknown }: CopyableText,
  lost: readonly string[],
): string {
  const parts = [
    'comments',
    field(page, 'is_locked') === true ? 'its lock' : '',
    children > 0 ? `${pluralize(children, 'page or database', 'pages and databases')} below it` : '',
    files > 0 ? `${pluralize(files, 'file')} kept in Notion` : '',
    unknown > 0 ? `${pluralize(unknown, 'block')} that Notion's API does not show` : '',
    lost.length > 0 ? `values of ${String(listNames(lost))}` : '',
  ].filter((part) => part !== '');
  return `Not copied of ${quote(titleOf(page))}: ${parts.join(', ')}.`;
}
