import type { CommentObjectResponse, PageObjectResponse } from '@notionhq/client';
import type { DocumentBlock } from '../content/document.js';
import { plainText } from '../content/rich-text/rich-text.js';
import { AccessError, CapabilityError, isNotShared } from '../errors.js';
import { listComments } from '../notion/endpoints/comments.js';
import { pagesOf } from '../notion/endpoints/list-page.js';
import { retrieveCurrentPage } from '../notion/endpoints/pages.js';
import type { NotionSession } from '../notion/session.js';
import { stateOf } from '../notion/object-state.js';
import { workOnText } from '../parsing/run-text-job.js';
import { authorsOf } from '../workspace/comments/comment-threads.js';
import { LookupBudget } from '../workspace/lookup-budget.js';
import { lookUpNames } from '../workspace/names/look-up-names.js';
import { readPageDocument } from '../workspace/pages/page-document.js';
import type { DocumentFacts, IndexDocument } from '../search-index/document/document.js';
import {
  passagesOfDocument,
  passagesOfProperties,
  passagesOfText,
} from '../search-index/document/passages.js';
import { factsOfPage, namesOfPage, parentId, propertiesOf, timeOf } from './document-facts.js';

/** Requests for names, and for parts of the text that Notion left out, of one page. */
const MAX_LOOKUPS = 20;
/** Comments of one page that are indexed, the oldest first; each hundred is a request. */
const MAX_COMMENT_LISTS = 3;

/** What was read of a page, for the index. */
interface ReadPage {
  /** The page, and the comments on it if there are any. */
  readonly put: readonly IndexDocument[];
  /** Comments that are gone. */
  readonly remove: readonly string[];
  /** Pages and databases that live in it, by their kind. */
  readonly children: readonly { readonly id: string; readonly kind: 'page' | 'database' }[];
}

/** What one connection may read of comments, as it turned out: once refused, they are not asked for again. */
export interface CommentsAccess {
  isRefused: boolean;
}

const COMMENTS = 'comments:';

/** The id of the document that holds the comments on a page, or on one of its blocks. */
export function commentsId(placeId: string): string {
  return `${COMMENTS}${placeId}`;
}

/** The page or block whose comments a document holds. */
export function placeOfComments(documentId: string): string {
  return documentId.slice(COMMENTS.length);
}

/**
 * Reads a page with its properties, text and the comments on it; undefined for one in the trash. `known`: the page's
 * properties where a list has just given them. Rejects as reads do, with an `AccessError` for a page that is not shared, and
 * with an `UnavailableError` for one of which Notion does not give the text.
 */
export async function readPage(
  session: NotionSession,
  id: string,
  comments: CommentsAccess,
  known?: PageObjectResponse,
): Promise<ReadPage | undefined> {
  const page = known ?? (await retrieveCurrentPage(session, id));
  if (stateOf(page) === 'in the trash') {
    return undefined;
  }
  const lookups = new LookupBudget(MAX_LOOKUPS);
  const [names, document, found, parent] = await Promise.all([
    namesOfPage(session, page, lookups.slice(MAX_LOOKUPS / 2)),
    readPageDocument(session, id, lookups, { page: Promise.resolve(page), needsText: true }),
    readComments(session, id, comments, { isBlock: false }),
    parentId(session, page.parent),
  ]);
  const blocks = await workOnText(
    { kind: 'blocks', page: document.text },
    { characters: document.characters, signal: session.signal },
  );
  const facts = factsOfPage(page, parent, names);
  const own: IndexDocument = {
    ...facts,
    passages: [...passagesOfProperties(propertiesOf(page, names)), ...passagesOfDocument(blocks)],
  };
  const ofComments = found && (await commentsDocument(session, own, found, lookups));
  return {
    put: ofComments === undefined ? [own] : [own, ofComments],
    // Comments that could not be asked for stay as they are known.
    remove: found !== undefined && ofComments === undefined ? [commentsId(id)] : [],
    children: childrenOf(blocks),
  };
}

/** Reads the comments alone, for which a page does not count as edited: those on the page, or on the `block` of it. */
export async function readCommentsOf(
  session: NotionSession,
  page: Pick<DocumentFacts, 'id' | 'title' | 'url' | 'editedAt' | 'isArchived'>,
  access: CommentsAccess,
  block?: string,
): Promise<Pick<ReadPage, 'put' | 'remove'>> {
  const found = await readComments(session, block ?? page.id, access, {
    isBlock: block !== undefined,
  });
  const document =
    found && (await commentsDocument(session, page, found, new LookupBudget(MAX_LOOKUPS), block));
  return {
    put: document === undefined ? [] : [document],
    remove: found !== undefined && document === undefined ? [commentsId(block ?? page.id)] : [],
  };
}

/** The open comments on a page itself, or on a block; undefined where they cannot be read. */
async function readComments(
  session: NotionSession,
  placeId: string,
  access: CommentsAccess,
  { isBlock }: { readonly isBlock: boolean },
): Promise<readonly CommentObjectResponse[] | undefined> {
  if (access.isRefused) {
    return undefined;
  }
  const comments: CommentObjectResponse[] = [];
  let lists = 0;
  try {
    for await (const { items } of pagesOf((cursor) => listComments(session, placeId, cursor))) {
      comments.push(...items);
      lists += 1;
      if (lists >= MAX_COMMENT_LISTS) {
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof AccessError)) {
      throw error;
    }
    access.isRefused ||= error instanceof CapabilityError;
    // A block that is gone has none; a page was read just now.
    return isBlock && isNotShared(error) ? [] : undefined;
  }
  return comments;
}

async function commentsDocument(
  session: NotionSession,
  page: Pick<DocumentFacts, 'id' | 'title' | 'url' | 'editedAt' | 'isArchived'>,
  comments: readonly CommentObjectResponse[],
  lookups: LookupBudget,
  block?: string,
): Promise<IndexDocument | undefined> {
  const [first] = comments;
  if (first === undefined) {
    return undefined;
  }
  const authors = authorsOf(comments);
  const names = await lookUpNames(session, { users: authors }, lookups);
  const times = comments.map(({ last_edited_time: edited }) => timeOf(edited)).toSorted();
  return {
    id: commentsId(block ?? page.id),
    kind: 'comments',
    title: page.title,
    parent: page.id,
    url: page.url,
    editedAt: times.at(-1) ?? page.editedAt,
    createdAt: timeOf(first.created_time),
    people: [...new Set(authors)].flatMap((author) => {
      const name = names.user(author);
      return name === undefined ? [] : [{ id: author, name }];
    }),
    isArchived: page.isArchived,
    passages: comments.flatMap(({ rich_text: text, discussion_id: discussion, created_by: author }) => {
      const name = names.user(author.id);
      const said = plainText(text);
      return said === ''
        ? []
        : passagesOfText('comment', name === undefined ? said : `${name}: ${said}`, block ?? discussion);
    }),
  };
}

/** Pages and databases that live in the blocks, not those that they only link to. */
function childrenOf(blocks: readonly DocumentBlock[]): ReadPage['children'] {
  const children = new Map<string, 'page' | 'database'>();
  const open = [...blocks];
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    if (block.kind === 'child page' || block.kind === 'child database') {
      children.set(block.target, block.kind === 'child page' ? 'page' : 'database');
    }
    for (const child of block.children) {
      open.push(child);
    }
  }
  return [...children].map(([id, kind]) => ({ id, kind }));
}
