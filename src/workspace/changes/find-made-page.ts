import type { PageObjectResponse } from '@notionhq/client';
import { listBlockChildren } from '../../notion/endpoints/blocks.js';
import { queryDataSource } from '../../notion/endpoints/databases.js';
import { retrieveCurrentPage } from '../../notion/endpoints/pages.js';
import { holds, plainText } from '../../notion/values/stored-value.js';
import { CLOCK_TOLERANCE_MS, proveCreated, type ListedPage } from '../../notion/writes/prove-created.js';
import type { Proof } from '../../notion/writes/send-write.js';
import { field, textField } from '../../text/json.js';
import type { NotionSession } from '../../notion/session.js';
import { isComplete } from '../list-end.js';
import { readUntil } from '../read-all.js';
import { authorIds, readAuthors } from './authors.js';
import type { ChangeJournal, PlannedStep } from './change-journal.js';
import type { PageValues } from './set-page.js';

/** A page that was made: whole, or its id where the connection may not read it. */
export interface MadePage {
  readonly id: string;
  readonly page: PageObjectResponse | undefined;
}

/** What is known of a page that may have been made. */
interface SoughtPage {
  readonly parent: { readonly kind: 'database' | 'page'; readonly id: string };
  readonly title: string;
  readonly values: PageValues;
  /** When the call began that was to make it. */
  readonly since: Date;
  /** The change that was to make it, where this is not the call of that change. */
  readonly change?: string;
}

interface Listed {
  readonly pages: readonly ListedPage[];
  readonly isWhole: boolean;
}

/** Pages of a hundred children that are looked through for one that may have been made. */
const MAX_LISTINGS = 20;
/** Calls that began so long before are no longer making anything; their processes were killed, and what they made is older. */
const MAX_UNDER_WAY_MS = 600_000;
/** Values that Notion stores as they are sent. */
const STORED_AS_SENT: ReadonlySet<string> = new Set([
  'title',
  'rich_text',
  'select',
  'status',
  'multi_select',
  'checkbox',
]);

/**
 * Looks for the page that a call may have made. One that another call has recorded as its own is not it; while another call may
 * be making one that could not be told from it, nothing is proven.
 */
export async function findMadePage(
  session: NotionSession,
  journal: ChangeJournal,
  sought: SoughtPage,
): Promise<Proof<MadePage>> {
  const { parent, title, values, since, change } = sought;
  const [listed, authors] = await Promise.all([listChildren(session, sought), readAuthors(session)]);
  // In this order, after the list: what was being made when it was read is still so, or recorded by now.
  const underWay = await journal.unfinished(
    { action: 'create', target: parent.id, title },
    new Date(since.getTime() - MAX_UNDER_WAY_MS),
    change,
  );
  const others = await journal.madeSince(new Date(since.getTime() - CLOCK_TOLERANCE_MS));
  const proof = proveCreated(listed, {
    title,
    since,
    authors: authorIds(authors),
    isOthers: (id) => others.has(id),
    rivals: rivalsOf(values, underWay),
  });
  return proof.kind === 'saved'
    ? { kind: 'saved', result: { id: proof.result, page: await retrieveCurrentPage(session, proof.result) } }
    : proof;
}

function rivalsOf(values: PageValues, underWay: readonly PlannedStep[]): 'none' | 'different' | 'same' {
  if (underWay.length === 0) {
    return 'none';
  }
  return underWay.every(({ after }) => isTold(values, after)) ? 'different' : 'same';
}

/** Whether a page with these values can be told from one that another call makes. */
function isTold(values: PageValues, after: unknown): boolean {
  return Object.entries(values.properties).some(([name, payload]) => {
    const theirs = field(field(field(field(after, 'values'), 'properties'), name), typeOf(payload));
    return theirs !== undefined && isStoredAsSent(payload) && !holds({ [typeOf(payload)]: theirs }, payload);
  });
}

/** Pages of this title that were made in the parent lately. A query finds rows; child pages are among the blocks. */
async function listChildren(
  session: NotionSession,
  { parent, title, values, since }: SoughtPage,
): Promise<Listed> {
  if (parent.kind === 'page') {
    const read = await readUntil((cursor) => listBlockChildren(session, parent.id, cursor), MAX_LISTINGS);
    const pages = read.items.filter((block) => textField(block, 'type') === 'child_page');
    return {
      pages: pages.map((block) => listed(block, textField(field(block, 'child_page'), 'title') ?? '', true)),
      isWhole: isComplete(read),
    };
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
    pages: read.items.map((row) => listed(row, writtenTitle(row), isAsSent(row, values))),
    isWhole: isComplete(read),
  };
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

function listed(object: { readonly id: string }, title: string, isSame: boolean): ListedPage {
  return {
    id: object.id,
    title,
    createdTime: textField(object, 'created_time') ?? '',
    createdBy: textField(field(object, 'created_by'), 'id'),
    isAsSent: isSame,
  };
}

function writtenTitle(row: PageObjectResponse): string {
  const property = Object.values(row.properties).find(({ type }) => type === 'title');
  return plainText(field(property, 'title'));
}
