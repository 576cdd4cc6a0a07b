import { plainText } from '../content/rich-text/rich-text.js';
import { AccessError, CapabilityError } from '../errors.js';
import { listComments } from '../notion/endpoints/comments.js';
import { pagesOf } from '../notion/endpoints/list-page.js';
import { retrieveCurrentPage } from '../notion/endpoints/pages.js';
import { stateOf } from '../notion/object-state.js';
import { workOnText } from '../parsing/run-text-job.js';
import { LookupBudget } from '../workspace/lookup-budget.js';
import { lookUpNames } from '../workspace/names/look-up-names.js';
import { readPageDocument } from '../workspace/pages/page-document.js';
import { passagesOfDocument, passagesOfProperties, passagesOfText, } from '../search-index/document/passages.js';
import { factsOfPage, namesOfPage, parentId, propertiesOf, timeOf } from './document-facts.js';
/** Requests for names, and for parts of the text that Notion left out, of one page. */
const MAX_LOOKUPS = 20;
/** Comments of one page that are indexed, the oldest first; each hundred is a request. */
const MAX_COMMENT_LISTS = 3;
/** The id of the document that holds the comments on a page. */
export function commentsId(pageId) {
    return `comments:${pageId}`;
}
/**
 * Reads a page with its properties, text and the comments on it; undefined for one in the trash. `known`: the page's
 * properties where a list has just given them. Rejects as reads do, with an `AccessError` for a page that is not shared.
 */
export async function readPage(session, id, comments, known) {
    const page = known ?? (await retrieveCurrentPage(session, id));
    if (stateOf(page) === 'in the trash') {
        return undefined;
    }
    const lookups = new LookupBudget(MAX_LOOKUPS);
    const [names, document, found, parent] = await Promise.all([
        namesOfPage(session, page, lookups.slice(MAX_LOOKUPS / 2)),
        readPageDocument(session, id, lookups, { page: Promise.resolve(page) }),
        readComments(session, id, comments),
        parentId(session, page.parent),
    ]);
    const blocks = await workOnText({ kind: 'blocks', page: document.text }, { characters: document.characters, signal: session.signal });
    const facts = factsOfPage(page, parent, names);
    const own = {
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
/** Reads the comments alone, for which a page does not count as edited. */
export async function readCommentsOf(session, page, access) {
    const found = await readComments(session, page.id, access);
    const document = found && (await commentsDocument(session, page, found, new LookupBudget(MAX_LOOKUPS)));
    return {
        put: document === undefined ? [] : [document],
        remove: found !== undefined && document === undefined ? [commentsId(page.id)] : [],
    };
}
/** The open comments on the page itself; undefined where they cannot be read. */
async function readComments(session, pageId, access) {
    if (access.isRefused) {
        return undefined;
    }
    const comments = [];
    let lists = 0;
    try {
        for await (const { items } of pagesOf((cursor) => listComments(session, pageId, cursor))) {
            comments.push(...items);
            lists += 1;
            if (lists >= MAX_COMMENT_LISTS) {
                break;
            }
        }
    }
    catch (error) {
        if (!(error instanceof AccessError)) {
            throw error;
        }
        access.isRefused ||= error instanceof CapabilityError;
        return undefined;
    }
    return comments;
}
async function commentsDocument(session, page, comments, lookups) {
    const [first] = comments;
    if (first === undefined) {
        return undefined;
    }
    const authors = comments.map(({ created_by: author }) => author.id);
    const names = await lookUpNames(session, { users: authors }, lookups);
    const times = comments.map(({ last_edited_time: edited }) => timeOf(edited)).toSorted();
    return {
        id: commentsId(page.id),
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
                : passagesOfText('comment', name === undefined ? said : `${name}: ${said}`, discussion);
        }),
    };
}
/** Pages and databases that live in the blocks, not those that they only link to. */
function childrenOf(blocks) {
    const children = new Map();
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
