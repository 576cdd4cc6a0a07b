import { z } from 'zod';
import { renderAnswer } from '../src/content/answer.js';
import { counted } from '../src/content/counted.js';
import { decodeCursor, encodeCursor } from '../src/content/cursor.js';
import { shortUrl } from '../src/content/short-url.js';
import { titleText } from '../src/content/title-text.js';
import { InputError } from '../src/errors.js';
import { listComments } from '../src/notion/comments.js';
import { cursorParameter, defineTool, pageParameter, readOnly } from '../src/tool.js';
import { RequestAllowance } from '../src/workspace/allowance.js';
import { excerptOf, namesInExcerpts, readBlockComments } from '../src/workspace/block-comments.js';
import { rememberCard } from '../src/workspace/cards.js';
import { commentThreads, namesInComments } from '../src/workspace/comment-threads.js';
import { findPage } from '../src/workspace/find-page.js';
import { lookUpNames, unnamedNote } from '../src/workspace/names.js';

/** Blocks asked for their comments in one call; one request each, of some 180 a minute that Notion allows. */
const BLOCKS = 40;
/** Requests spent on finding those blocks; a request for each block that has others inside. */
const TREE_REQUESTS = 20;
/** Requests spent on names, and on blocks with more than 100 comments. */
const NAME_REQUESTS = 10;

/** Where to go on: in the comments on the page itself, or in its blocks. */
const place = z.object({
  page: z.string(),
  batch: z.string().optional(),
  open: z.array(z.object({ parent: z.string(), batch: z.string().optional(), done: z.int().min(0) })).max(50),
});

export default defineTool({
  name: 'notion_list_comments',
  title: 'List comments in Notion',
  description:
    'Open comments on a page and on its blocks by discussion, with the text they hang on. Blocks are asked one by one, so a long page takes several calls.',
  input: z.object({ page: pageParameter, cursor: cursorParameter }),
  annotations: readOnly,

  async run({ page: reference, cursor }, { notion, boundary }) {
    const page = await findPage(notion, reference);
    const from = decodeCursor('notion_list_comments', cursor, place);
    if (from !== undefined && from.page !== page.id) {
      throw new InputError('cursor', 'This cursor belongs to another page.', 'Pass the page it came with.');
    }
    const { title } = rememberCard(notion, page);
    // Without a batch, a cursor is past the comments on the page itself.
    const isOnPage = from === undefined || from.batch !== undefined;
    const start = from?.open ?? [{ parent: page.id, done: 0 }];
    const own = isOnPage ? await listComments(notion, page.id, from?.batch) : undefined;
    const allowance = new RequestAllowance(NAME_REQUESTS);
    const blocks =
      own?.nextCursor === undefined
        ? await readBlockComments(notion, start, BLOCKS, new RequestAllowance(TREE_REQUESTS), allowance)
        : { commented: [], looked: 0, place: start, notShared: 0, cut: 0 };
    const comments = [...(own?.items ?? []), ...blocks.commented.flatMap((block) => block.comments)];
    const wanted = [namesInComments(comments), namesInExcerpts(blocks.commented)];
    const names = await lookUpNames(
      notion,
      {
        titles: wanted.flatMap(({ titles = [] }) => [...titles]),
        users: wanted.flatMap(({ users = [] }) => [...users]),
      },
      allowance,
    );
    const ownThreads = commentThreads(own?.items ?? [], names);
    const sections = [
      ...(ownThreads.length === 0 ? [] : [`On the page:\n${ownThreads.join('\n')}`]),
      ...blocks.commented.map(
        (block) =>
          `On "${excerptOf(block.block, names)}":\n${commentThreads(block.comments, names).join('\n')}`,
      ),
    ];
    const more = own?.nextCursor !== undefined || blocks.place.length > 0;
    return renderAnswer(
      {
        summary: summarise(comments.length, isOnPage, blocks.looked, more, from !== undefined),
        content: [`${titleText(title)} ${shortUrl(page.url)}`, ...sections].join('\n\n'),
        notes: [
          from === undefined ? "Resolved comments are not in Notion's API." : '',
          blocks.cut > 0 ? `Only the first comments are shown of ${counted(blocks.cut, 'block')}.` : '',
          blocks.notShared > 0
            ? `Not looked at, because not shared with this connection: ${counted(blocks.notShared, 'block')}.`
            : '',
          unnamedNote(names.unnamed),
        ],
        next: more
          ? {
              tool: 'notion_list_comments',
              arguments: {
                page: reference,
                cursor: encodeCursor('notion_list_comments', {
                  page: page.id,
                  ...(own?.nextCursor === undefined ? {} : { batch: own.nextCursor }),
                  open: blocks.place,
                }),
              },
            }
          : undefined,
      },
      boundary,
    );
  },
});

function summarise(
  count: number,
  onPage: boolean,
  blocks: number,
  more: boolean,
  continued: boolean,
): string {
  const found = `${count === 0 ? 'No' : count} ${continued ? 'further ' : ''}open ${count === 1 ? 'comment' : 'comments'}`;
  const looked = [...(onPage ? ['the page itself'] : []), counted(blocks, 'block')].join(' and ');
  return `${found} on ${looked}; ${more ? 'the rest of the page was not looked at yet' : 'that is all'}.`;
}
