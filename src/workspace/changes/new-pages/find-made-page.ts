import type { PageObjectResponse } from '@notionhq/client';
import { queryDataSource } from '../../../notion/endpoints/databases.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { searchTitles } from '../../../notion/endpoints/search.js';
import { holds, plainText } from '../../../notion/values/stored-value.js';
import { CLOCK_TOLERANCE_MS } from '../../../notion/writes/prove-created.js';
import type { Proof } from '../../../notion/writes/send-write.js';
import { field } from '../../../text/json.js';
import type { NotionSession } from '../../../notion/session.js';
import { isComplete } from '../../list-end.js';
import { readUntil } from '../../read-all.js';
import type { ChangeJournal } from '../change-journal.js';
import { findMade, type ListedChildren } from '../made/find-made.js';
import { listChildren, listedObject, MAX_LISTINGS } from '../made/list-children.js';
import type { PageValues } from '../pages/set-page.js';

/** A page that was made: whole, or its id where the connection may not read it. */
export interface MadePage {
  readonly id: string;
  readonly page: PageObjectResponse | undefined;
}

/** What is known of a page that may have been made. */
interface SoughtPage {
  readonly parent: { readonly kind: 'database' | 'page' | 'private'; readonly id: string };
  readonly title: string;
  readonly values: PageValues;
  /** When the call began that was to make it. */
  readonly since: Date;
  /** The change that was to make it, where this is not the call of that change. */
  readonly change?: string;
}

/** What the journal calls the parent of private pages: it has no id. */
export const TOP_OF_WORKSPACE = 'workspace';
/** Pages of a search that are looked through. */
const MAX_FOUND = 100;

/** Values that Notion stores as they are sent. */
const STORED_AS_SENT: ReadonlySet<string> = new Set([
  'title',
  'rich_text',
  'select',
  'status',
  'multi_select',
  'checkbox',
]);

/** Looks for the page that a call may have made. */
export async function findMadePage(
  session: NotionSession,
  journal: ChangeJournal,
  sought: SoughtPage,
): Promise<Proof<MadePage>> {
  const { parent, title, values, since, change } = sought;
  const proof = await findMade(
    session,
    journal,
    { action: 'create', target: parent.id, title, since, change },
    () => listMade(session, sought),
    ({ after }) => isTold(values, after),
  );
  return proof.kind === 'saved'
    ? { kind: 'saved', result: { id: proof.result, page: await retrieveCurrentPage(session, proof.result) } }
    : proof;
}

/** Whether a page with these values can be told from one that another call makes. */
function isTold(values: PageValues, after: unknown): boolean {
  return Object.entries(values.properties).some(([name, payload]) => {
    const theirs = field(field(field(field(after, 'values'), 'properties'), name), typeOf(payload));
    return theirs !== undefined && isStoredAsSent(payload) && !holds({ [typeOf(payload)]: theirs }, payload);
  });
}

/** Pages of this title that were made in the parent lately. A query finds rows; child pages are among the blocks. */
async function listMade(
  session: NotionSession,
  { parent, title, values, since }: SoughtPage,
): Promise<ListedChildren> {
  if (parent.kind === 'page') {
    return listChildren(session, parent.id, 'child_page');
  }
  if (parent.kind === 'private') {
    return listPrivate(session, title);
  }
  const from = new Date(since.getTime() - CLOCK_TOLERANCE_MS).toISOString();
  const read = await readUntil(
    (cursor) =>
      queryDataSource(session, parent.id, {
        filter: {
          and: [
            { timestamp: 'created_time', created_time: { on_or_after: from } },
            { property: 'title', title: { equals: title } },
          ],
        },
        cursor,
      }),
    MAX_LISTINGS,
  );
  return {
    pages: read.items.map((row) => listedObject(row, writtenTitle(row), isAsSent(row, values))),
    isWhole: isComplete(read),
  };
}

/** Nothing lists the top of a workspace, and a search finds new pages after a while: what it does not find may be there. */
async function listPrivate(session: NotionSession, title: string): Promise<ListedChildren> {
  const { items } = await searchTitles(session, { query: title, kind: 'page', pageSize: MAX_FOUND });
  const pages = items.filter(
    (found): found is PageObjectResponse => found.object === 'page' && found.parent.type === 'workspace',
  );
  return { pages: pages.map((page) => listedObject(page, writtenTitle(page), true)), isWhole: false };
}

function isAsSent(row: PageObjectResponse, { properties }: PageValues): boolean {
  return Object.entries(properties).every(
    ([name, payload]) => !isStoredAsSent(payload) || holds(row.properties[name], payload),
  );
}

function typeOf(payload: Readonly<Record<string, unknown>>): string {
  return Object.keys(payload)[0] ?? '';
}

function isStoredAsSent(payload: Readonly<Record<string, unknown>>): boolean {
  return STORED_AS_SENT.has(typeOf(payload));
}

function writtenTitle(row: PageObjectResponse): string {
  const property = Object.values(row.properties).find(({ type }) => type === 'title');
  return plainText(field(property, 'title'));
}
