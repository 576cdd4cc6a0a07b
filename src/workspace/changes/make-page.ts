import type { CreatePageParameters, PageObjectResponse } from '@notionhq/client';
import { UnavailableError } from '../../errors.js';
import { listBlockChildren } from '../../notion/endpoints/blocks.js';
import { queryDataSource } from '../../notion/endpoints/databases.js';
import { isFullPage } from '../../notion/endpoints/full-objects.js';
import { createPage } from '../../notion/endpoints/page-writes.js';
import { retrieveCurrentPage } from '../../notion/endpoints/pages.js';
import { plainText } from '../../notion/values/stored-value.js';
import { CLOCK_TOLERANCE_MS, proveCreated, type ListedPage } from '../../notion/writes/prove-created.js';
import { field, textField } from '../../text/json.js';
import { say } from '../../text/words.js';
import type { WritingSession } from '../../notion/session.js';
import { isComplete } from '../list-end.js';
import { readUntil } from '../read-all.js';
import { authorIds, readAuthors } from './authors.js';
import type { ChangeJournal } from './change-journal.js';
import type { Parent } from './find-parent.js';
import type { ChangeStep } from './run-change.js';
import type { PageValues } from './set-page.js';

/** A page that is to be made. */
export interface NewPage {
  readonly title: string;
  readonly titleProperty: string;
  readonly values: PageValues;
  readonly markdown: string;
}

/** Pages of a hundred children that are looked through for one that may have been made. */
const MAX_LISTINGS = 20;

/** A page that was made: whole, or its id where the connection may not read it. */
export interface MadePage {
  readonly id: string;
  readonly page: PageObjectResponse | undefined;
}

/** The request that makes a page. */
export function makePage(
  session: WritingSession,
  journal: ChangeJournal,
  parent: Parent,
  { title, values, markdown }: NewPage,
  since: Date,
): ChangeStep<MadePage> {
  const parentId = parent.kind === 'page' ? parent.page.id : parent.source.id;
  const request = createPage({
    parent: parent.kind === 'page' ? { page_id: parentId } : { data_source_id: parentId },
    properties: values.properties,
    ...values.fields,
    ...(markdown === '' ? {} : { markdown }),
  } as CreatePageParameters);
  return {
    planned: {
      action: 'create',
      target: parentId,
      title,
      before: null,
      after: { values, characters: markdown.length },
    },
    idsOf: ({ id }) => [id],
    editedAtOf: ({ page }) => page?.last_edited_time,
    write: {
      endpoint: request.endpoint,
      place: say`the new page ${title}`,
      send: async (client) => {
        const made = await request.send(client);
        return { id: made.id, page: isFullPage(made) ? made : undefined };
      },
      prove: async () => {
        const [listed, authors, others] = await Promise.all([
          listChildren(session, parent, title, since),
          readAuthors(session),
          // Pages of the same title that other calls have made.
          journal.madeSince(new Date(since.getTime() - CLOCK_TOLERANCE_MS)),
        ]);
        const proof = proveCreated(listed, {
          title,
          since,
          authors: authorIds(authors),
          isOthers: (id) => others.has(id),
        });
        return proof.kind === 'saved'
          ? { kind: 'saved', result: await readMade(session, proof.result) }
          : proof;
      },
      readSaved: ({ resourceId }) => {
        if (resourceId === undefined) {
          throw new UnavailableError(say`Notion did not say which page it made.`, say`Look for it.`);
        }
        return readMade(session, resourceId);
      },
      // Nothing is replaced.
      recheck: () => Promise.resolve(),
    },
  };
}

async function readMade(session: WritingSession, id: string): Promise<MadePage> {
  return { id, page: await retrieveCurrentPage(session, id) };
}

/** Pages of this title that were made in the parent lately. A query finds rows; child pages are among the blocks. */
async function listChildren(
  session: WritingSession,
  parent: Parent,
  title: string,
  since: Date,
): Promise<{ readonly pages: readonly ListedPage[]; readonly isWhole: boolean }> {
  if (parent.kind === 'page') {
    const read = await readUntil(
      (cursor) => listBlockChildren(session, parent.page.id, cursor),
      MAX_LISTINGS,
    );
    const pages = read.items.filter((block) => textField(block, 'type') === 'child_page');
    return {
      pages: pages.map((block) => listed(block, textField(field(block, 'child_page'), 'title') ?? '')),
      isWhole: isComplete(read),
    };
  }
  const from = new Date(since.getTime() - CLOCK_TOLERANCE_MS).toISOString();
  const read = await readUntil(
    (cursor) =>
      queryDataSource(session, parent.source.id, {
        filter: {
          and: [
            { timestamp: 'created_time', created_time: { on_or_after: from } },
            { property: 'title', title: { equals: title } },
          ],
        },
        propertyIds: ['title'],
        cursor,
      }),
    MAX_LISTINGS,
  );
  return { pages: read.items.map((row) => listed(row, writtenTitle(row))), isWhole: isComplete(read) };
}

function listed(object: { readonly id: string }, title: string): ListedPage {
  return {
    id: object.id,
    title,
    createdTime: textField(object, 'created_time') ?? '',
    createdBy: textField(field(object, 'created_by'), 'id'),
  };
}

function writtenTitle(row: PageObjectResponse): string {
  const property = Object.values(row.properties).find(({ type }) => type === 'title');
  return plainText(field(property, 'title'));
}
