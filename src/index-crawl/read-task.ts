import type { PageObjectResponse } from '@notionhq/client';
import { isNotFound } from '../errors.js';
import { retrieveDataSource } from '../notion/endpoints/databases.js';
import { retrieveCurrentPage } from '../notion/endpoints/pages.js';
import { stateOf } from '../notion/object-state.js';
import type { NotionSession } from '../notion/session.js';
import { textField } from '../text/json.js';
import { MAX_LISTED, type IndexChange, type KnownDocument } from '../search-index/search-index.js';
import type { CrawlContext } from './crawl-context.js';
import type { QueuedTask } from './crawl-queue.js';
import { parentId, timeOf } from './document-facts.js';
import { sortOut } from './list-edits.js';
import { readDatabase, rowsOfSource } from './read-database.js';
import { pageOfBlock } from '../workspace/names/page-of-block.js';
import { commentsId, placeOfComments, readCommentsOf, readPage } from './read-page.js';

/** What an id turned out to be. */
type Kind = 'page' | 'database' | 'gone';

/**
 * Reads an object and writes what it holds, or forgets it where Notion refuses it. Each object is removed from the queue in
 * the transaction that writes it. Rejects with a `ToolError` where Notion does not answer usefully.
 */
export async function readTask(context: CrawlContext, task: QueuedTask): Promise<void> {
  const [known] = await context.index.lookUp([task.id]);
  const kind = task.kind === 'any' ? kindOf(known) : task.kind;
  const outcome = await tryReading(context, task, known, kind);
  if (outcome === 'gone') {
    await forget(context, task.id, known);
  }
}

async function tryReading(
  context: CrawlContext,
  task: QueuedTask,
  known: KnownDocument | undefined,
  kind: 'page' | 'database' | undefined,
): Promise<Kind> {
  if (kind !== 'database' && (await goneIfRefused(() => readPageTask(context, task, known))) !== 'gone') {
    return 'page';
  }
  if (kind !== 'page' && (await goneIfRefused(() => readDatabaseTask(context, task, known))) !== 'gone') {
    return 'database';
  }
  if (kind !== undefined) {
    return 'gone';
  }
  const source = await goneIfRefused(() => readSourceTask(context, task));
  return source === 'gone' ? goneIfRefused(() => readBlockTask(context, task)) : source;
}

async function goneIfRefused(read: () => Promise<Kind>): Promise<Kind> {
  try {
    return await read();
  } catch (error) {
    if (isNotFound(error)) {
      return 'gone';
    }
    throw error;
  }
}

function kindOf(known: KnownDocument | undefined): 'page' | 'database' | undefined {
  return known === undefined ? undefined : known.kind === 'database' ? 'database' : 'page';
}

async function readPageTask(
  context: CrawlContext,
  { id, isCheck, urgency }: QueuedTask,
  known: KnownDocument | undefined,
): Promise<Kind> {
  const { queue, now } = context;
  const listed = urgency === 'reported' ? undefined : context.takeFound(id);
  const readAt = listed?.at ?? now();
  const read = await context.read(async (session) => {
    const page = listed?.page ?? (await retrieveCurrentPage(session, id));
    if (stateOf(page) === 'in the trash') {
      return 'gone';
    }
    if (isCheck && known !== undefined && (await isUnchanged(session, page, known))) {
      return 'unchanged';
    }
    const content = await readPage(session, id, context.comments, page);
    return content ?? 'gone';
  });
  if (read === 'gone') {
    return 'gone';
  }
  if (read === 'unchanged') {
    await context.commit({ state: queue.done(id) });
    return 'page';
  }
  const [own] = read.put;
  const unknown = await unknownOf(context, read.children);
  await context.commit({
    put: read.put,
    remove: read.remove,
    state: {
      ...queue.done(id),
      ...Object.assign(
        {},
        ...unknown.map((child) => queue.add(child.id, 'new', readAt, { kind: child.kind })),
      ),
      ...(own === undefined ? {} : context.settling(id, 'page', own.editedAt, readAt)),
    },
  });
  return 'page';
}

async function isUnchanged(
  session: NotionSession,
  page: PageObjectResponse,
  known: KnownDocument,
): Promise<boolean> {
  return (
    timeOf(page.last_edited_time) === known.editedAt &&
    (stateOf(page) === 'archived') === known.isArchived &&
    (await parentId(session, page.parent)) === known.parent
  );
}

async function readDatabaseTask(
  context: CrawlContext,
  { id, urgency }: QueuedTask,
  known: KnownDocument | undefined,
): Promise<Kind> {
  const { queue, now } = context;
  const readAt = now();
  const read = await context.read((session) => readDatabase(session, id));
  if (read === undefined) {
    return 'gone';
  }
  if (known === undefined) {
    // Rows are below it.
    await context.commit({ put: [read.put] });
  }
  for (const source of read.sources) {
    await listRows(context, source, urgency === 'new');
  }
  await context.commit({
    put: [read.put],
    state: { ...queue.done(id), ...context.settling(id, 'database', read.put.editedAt, readAt) },
  });
  return 'database';
}

/** The rows that are new or were edited; unless all are wanted, up to a list in which nothing is. */
async function listRows(context: CrawlContext, sourceId: string, isWhole: boolean): Promise<void> {
  await context.read(async (session) => {
    for await (const rows of rowsOfSource(session, sourceId)) {
      const { put, state } = await sortOut(context, rows);
      const hasNews = put.length > 0 || Object.keys(state).length > 0;
      if (hasNews) {
        await context.commit({ put, state });
      } else if (!isWhole) {
        return;
      }
    }
  });
}

/** A data source is shown by its database. */
async function readSourceTask(context: CrawlContext, { id }: QueuedTask): Promise<Kind> {
  const { queue, now } = context;
  const source = await context.read((session) => retrieveDataSource(session, id));
  const database = textField(source.parent, 'database_id');
  const shown = database === undefined ? {} : queue.add(database, 'reported', now(), { kind: 'database' });
  await context.commit({ state: { ...queue.done(id), ...shown } });
  return 'database';
}

/** A block is reported for the comments on it. Its page has its text. */
async function readBlockTask(context: CrawlContext, { id }: QueuedTask): Promise<Kind> {
  const { index, queue } = context;
  const [known] = await index.lookUp([commentsId(id)]);
  const read = await context.read(async (session) => {
    const page = known?.parent ?? (await pageOfBlock(session, id));
    const [facts] = page === undefined ? [] : await index.lookUp([page]);
    return facts === undefined ? undefined : readCommentsOf(session, facts, context.comments, id);
  });
  await context.commit({ ...read, state: queue.done(id) });
  return 'page';
}

async function unknownOf<Item extends { readonly id: string }>(
  { index, queue }: CrawlContext,
  items: readonly Item[],
): Promise<Item[]> {
  const candidates = items.filter(({ id }) => !queue.has(id)).slice(0, MAX_LISTED);
  const known = new Set((await index.lookUp(candidates.map(({ id }) => id))).map(({ id }) => id));
  return candidates.filter(({ id }) => !known.has(id));
}

/** Notion refuses it, or it is in the trash. What lay below it may be gone with it. */
async function forget(context: CrawlContext, id: string, known: KnownDocument | undefined): Promise<void> {
  const { queue } = context;
  const below = known === undefined ? [] : await documentsBelow(context, id);
  const doubts = below.map((document) =>
    queue.add(document.id, 'doubtful', Date.parse(document.editedAt), {
      kind: document.kind === 'database' ? 'database' : 'page',
      isCheck: true,
    }),
  );
  await context.commit({
    remove: [id, commentsId(id)],
    state: Object.assign(queue.done(id), ...doubts),
  });
}

async function documentsBelow({ index }: CrawlContext, id: string): Promise<KnownDocument[]> {
  const children = new Map<string, KnownDocument[]>();
  let after: string | undefined;
  do {
    const documents = await index.list({ after, limit: MAX_LISTED });
    for (const document of documents) {
      if (document.parent !== undefined && document.kind !== 'comments') {
        const siblings = children.get(document.parent);
        if (siblings === undefined) {
          children.set(document.parent, [document]);
        } else {
          siblings.push(document);
        }
      }
    }
    after = documents.length < MAX_LISTED ? undefined : documents.at(-1)?.id;
  } while (after !== undefined);
  const below: KnownDocument[] = [];
  const open = [id];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    const found = children.get(parent) ?? [];
    children.delete(parent);
    below.push(...found);
    open.push(...found.map((document) => document.id));
  }
  return below;
}

/** Reads the comments of the next document after `commentsAfter`: those on all pages, and on blocks that had some. */
export async function readNextComments(context: CrawlContext): Promise<void> {
  const { index, progress, now } = context;
  const documents = await index.list({ after: progress.commentsAfter, limit: MAX_LISTED });
  const next = documents.find(
    (document) => document.kind === 'page' || document.kind === 'row' || blockOf(document) !== undefined,
  );
  if (next === undefined) {
    const after = documents.length < MAX_LISTED ? undefined : documents.at(-1)?.id;
    await context.commit({}, { commentsAfter: after, ...(after === undefined ? { commentsAt: now() } : {}) });
    return;
  }
  const read = await readCommentsAgain(context, next);
  await context.commit(read, { commentsAfter: next.id });
}

/** Those on a page, or those on a block that a document holds: with what is known of their page now. */
async function readCommentsAgain(
  context: CrawlContext,
  document: KnownDocument,
): Promise<Pick<IndexChange, 'put' | 'remove'>> {
  const block = blockOf(document);
  const [page] =
    block === undefined ? [document] : await context.index.lookUp([document.parent ?? document.id]);
  return page === undefined
    ? { remove: [document.id] }
    : context.read((session) => readCommentsOf(session, page, context.comments, block));
}

/** The block whose comments a document holds. */
function blockOf({ id, kind, parent }: KnownDocument): string | undefined {
  const place = kind === 'comments' ? placeOfComments(id) : parent;
  return place === parent ? undefined : place;
}
