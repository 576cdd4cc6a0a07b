import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import { cursorOfAnotherPage, decodeCursor, encodeCursor } from '../src/content/answer/cursor.js';
import { joinReferences } from '../src/content/collect-references.js';
import { shortUrl } from '../src/content/notion-id.js';
import { titleText } from '../src/content/print/title-text.js';
import { listComments } from '../src/notion/endpoints/comments.js';
import { stateSentence } from '../src/notion/object-state.js';
import { parseReference, undashed } from '../src/notion/reference.js';
import { cursorParameter, defineTool, pageParameter, readOnly } from '../src/tool.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { spareRequests } from '../src/workspace/spare-requests.js';
import { excerptOf, namesInExcerpts, readBlockComments } from '../src/workspace/comments/block-comments.js';
import { commentNotes, summariseComments } from '../src/workspace/comments/comments-summary.js';
import { nextBatch } from '../src/workspace/read-all.js';
import { cacheSummary } from '../src/workspace/names/titles.js';
import { commentThreads, cutComments, namesInComments } from '../src/workspace/comments/comment-threads.js';
import { findPageTarget, readTargetPage } from '../src/workspace/names/find-page.js';
import { lookUpNames, unnamedNote } from '../src/workspace/names/look-up-names.js';
/** Blocks whose comments are read in one call; one request each, of some 180 a minute that Notion allows. */
const MAX_COMMENTED_BLOCKS = 40;
/** The same where so many would take what other calls need of the minute: one round. */
const MIN_COMMENTED_BLOCKS = 12;
/** Requests spent on finding those blocks; a request for each block that has others inside. */
const MAX_TREE_REQUESTS = 20;
/** Characters of comments in one answer, some 5,000 tokens, unless those on one block are more. */
const MAX_CHARACTERS = 20_000;
/** Where to continue: in the comments on the page itself, or in its blocks. */
const positionSchema = z.object({
    page: z.string(),
    batch: z.string().optional(),
    open: z.array(z.object({ parent: z.string(), batch: z.string().optional(), done: z.int().min(0) })).max(50),
});
export default defineTool({
    name: 'notion_list_comments',
    title: 'List comments in Notion',
    description: 'Open comments on a page and its blocks by discussion, with the commented text. Blocks are read one by one, so a long page takes several calls.',
    input: z.object({ page: pageParameter, cursor: cursorParameter }),
    annotations: readOnly,
    async run({ page: reference, cursor }, { notion, boundary, extraRequests }) {
        const target = await findPageTarget(notion, reference);
        const from = decodeCursor('notion_list_comments', cursor, positionSchema);
        if (from !== undefined && from.page !== target.id) {
            throw cursorOfAnotherPage();
        }
        // Without a batch, a cursor is past the comments on the page itself.
        const isOnPage = from === undefined || from.batch !== undefined;
        const lookups = new LookupBudget(extraRequests);
        const read = (id) => Promise.all([
            isOnPage ? nextBatch((batch) => listComments(notion, id, batch), from?.batch) : undefined,
            readBlockComments(notion, from?.open ?? [{ parent: id, done: 0 }], {
                blocks: Math.max(MIN_COMMENTED_BLOCKS, Math.min(MAX_COMMENTED_BLOCKS, spareRequests(notion))),
                tree: new LookupBudget(MAX_TREE_REQUESTS),
                further: lookups,
            }),
        ]);
        // All requests at once; failing comments must wait for the page's own error, which distinguishes a database from a page.
        const reading = read(target.id);
        reading.catch(() => { });
        const { page } = await readTargetPage(notion, target, reference);
        const { title } = cacheSummary(notion, page);
        const [own, blocks] = await (page.id === target.id ? reading : read(page.id));
        if (own === undefined && blocks.inspected === 0 && blocks.failure !== undefined) {
            throw blocks.failure;
        }
        const comments = [...(own?.items ?? []), ...blocks.commented.flatMap((block) => block.comments)];
        const wanted = [namesInComments(comments), namesInExcerpts(blocks.commented)];
        const names = await lookUpNames(notion, joinReferences(wanted), lookups);
        const ownThreads = commentThreads(own?.items ?? [], names, { withIds: true });
        const ownText = ownThreads.length === 0 ? [] : [`On the page:\n${ownThreads.join('\n')}`];
        const sections = [];
        let length = ownText.join('').length;
        for (const { block, comments: onBlock } of blocks.commented) {
            const section = `On "${excerptOf(block, names)}":\n${commentThreads(onBlock, names, { withIds: true }).join('\n')}`;
            length += section.length;
            // One always fits, so that each call makes progress.
            if (length > MAX_CHARACTERS && ownText.length + sections.length > 0) {
                break;
            }
            sections.push(section);
        }
        const fitting = sections.length;
        const shown = blocks.commented.slice(0, fitting);
        const { place: open, inspectedBefore: looked } = blocks.commented[fitting] ?? {
            place: blocks.place,
            inspectedBefore: blocks.inspected,
        };
        const lists = [own?.items ?? [], ...shown.map((block) => block.comments)];
        const count = lists.flat().length;
        const cut = shown.filter(({ complete }) => !complete).length;
        const shortened = lists.map((list) => cutComments(list)).reduce((sum, each) => sum + each, 0);
        const isMore = own?.nextCursor !== undefined || open.length > 0;
        const isContinued = from !== undefined;
        const { notShared, end, failure } = blocks;
        const isBroken = failure !== undefined && !isMore;
        const facts = {
            count,
            own,
            inspected: looked,
            blocks: end,
            notShared,
            isBroken,
            cut,
            isMore,
            isContinued,
        };
        return renderAnswer({
            summary: `${summariseComments(facts)}${stateSentence(page)}`,
            content: [`${titleText(title)} ${shortUrl(page.url)}`, ...ownText, ...sections].join('\n\n'),
            notes: [
                from === undefined ? "Resolved comments are not in Notion's API." : '',
                blocks.failure === undefined
                    ? ''
                    : `Stopped early: ${blocks.failure.message} ${blocks.failure.advice}`,
                shortened > 0 ? `Cut: ${pluralize(shortened, 'long comment')}; Notion shows the whole text.` : '',
                ...commentNotes(facts),
                blocks.notShared > 0
                    ? `Not read (not shared with this connection): ${pluralize(blocks.notShared, 'block')}.`
                    : '',
                unnamedNote(names.unnamed),
            ],
            next: isMore
                ? {
                    tool: 'notion_list_comments',
                    arguments: {
                        page: parseReference(reference)?.id === page.id ? reference : undashed(page.id),
                        cursor: encodeCursor('notion_list_comments', {
                            page: page.id,
                            ...(own?.nextCursor === undefined ? {} : { batch: own.nextCursor }),
                            open,
                        }),
                    },
                }
                : undefined,
        }, boundary);
    },
});
