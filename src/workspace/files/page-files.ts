import { pluralize } from '../../content/answer/pluralize.js';
import { documentFromBlocks } from '../../content/blocks/from-blocks.js';
import {
  filesInDocument,
  filesOfComment,
  filesOfObject,
  pictureOf,
  type FoundFile,
} from '../../content/files.js';
import { noNames } from '../../content/names.js';
import { blockUrl, shortUrl } from '../../content/notion-id.js';
import { AccessError } from '../../errors.js';
import { retrieveBlock, type Block } from '../../notion/endpoints/blocks.js';
import { listComments } from '../../notion/endpoints/comments.js';
import type { NotionSession } from '../../notion/session.js';
import { recordOf, stringOf } from '../../text/json.js';
import type { LookupBudget } from '../lookup-budget.js';
import { findPageTarget, readPage } from '../names/find-page.js';
import { cacheSummary } from '../names/titles.js';
import { workOnText } from '../../parsing/run-text-job.js';
import { readPageDocument, type PageDocument } from '../pages/page-document.js';
import { readAll } from '../read-all.js';
import { undefinedOnToolError } from '../tolerate.js';

/** A page or a block, and the files on it. */
export interface FilesHere {
  readonly id: string;
  /** Opens it in Notion. */
  readonly url: string;
  /** Title of the page; undefined for a block. */
  readonly title: string | undefined;
  readonly files: readonly FoundFile[];
  /** What was not read and may hold more files; '' where nothing is missing. */
  readonly note: string;
}

/** Reads which files there are where an argument points: on a page, or in one block and below it. */
export async function findFiles(
  session: NotionSession,
  reference: string,
  lookups: LookupBudget,
): Promise<FilesHere> {
  const { id, blockId } = await findPageTarget(session, reference);
  if (blockId !== undefined) {
    return filesOfBlock(session, blockId, id, lookups);
  }
  const document = readPageDocument(session, id, lookups);
  // A failing text must wait for the page's own error, which distinguishes a database and a block from a page.
  document.catch(() => {});
  try {
    const page = await readPage(session, id, reference);
    const { title } = cacheSummary(session, page);
    return {
      id,
      url: shortUrl(page.url),
      title,
      files: [...(await filesInText(session, await document)), ...filesOfObject(page)],
      note: unreadNote(await document),
    };
  } catch (error) {
    if (error instanceof AccessError) {
      // The id of a block looks like a page's.
      return await filesOfBlock(session, id, '', lookups).catch(() => {
        throw error;
      });
    }
    throw error;
  }
}

/**
 * The same with the attachments of the comments on the page itself: a request more, so they are read where nothing else fits.
 * Reading comments is a capability of its own, which many connections do not have.
 */
export async function withCommentFiles(
  session: NotionSession,
  here: FilesHere,
  lookups: LookupBudget,
): Promise<FilesHere> {
  if (here.title === undefined) {
    return here;
  }
  const comments = await undefinedOnToolError(() =>
    readAll(lookups, (cursor) => listComments(session, here.id, cursor)),
  );
  const attached = comments?.items.flatMap(filesOfComment) ?? [];
  const unread = comments === undefined ? 'Attachments of comments could not be read.' : '';
  return {
    ...here,
    files: [...here.files, ...attached],
    note: [here.note, unread].filter((note) => note !== '').join(' '),
  };
}

async function filesOfBlock(
  session: NotionSession,
  blockId: string,
  pageId: string,
  lookups: LookupBudget,
): Promise<FilesHere> {
  const block = await retrieveBlock(session, blockId);
  const page = pageId === '' ? stringOf(recordOf(recordOf(block)['parent'])['page_id']) : pageId;
  const here = { id: blockId, url: blockUrl(page, blockId), title: undefined, note: '' };
  const own = filesInBlock(block);
  if (own.length > 0 || !('has_children' in block) || !block.has_children) {
    return { ...here, files: own };
  }
  const document = await readPageDocument(session, blockId, lookups);
  return { ...here, files: await filesInText(session, document), note: unreadNote(document) };
}

function filesInText(
  { signal }: NotionSession,
  { text, characters }: PageDocument,
): Promise<readonly FoundFile[]> {
  return workOnText({ kind: 'files', page: text }, { characters, signal });
}

function unreadNote({ notShared, notLoaded, unmarked, leftOut }: PageDocument): string {
  const places = notShared + notLoaded + unmarked + (leftOut > 0 ? 1 : 0);
  return places === 0
    ? ''
    : `Files may be missing: ${pluralize(places, 'place')} on the page not shared or not loaded.`;
}

function filesInBlock(block: Block): FoundFile[] {
  const document = documentFromBlocks([{ block, children: [], complete: true }], noNames);
  return [...filesInDocument(document), ...pictureOf(recordOf(recordOf(block)['callout'])['icon'], 'icon')];
}
