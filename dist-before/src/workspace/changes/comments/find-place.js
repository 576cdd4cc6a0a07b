import { oneLine } from '../../../content/rich-text/escape.js';
import { clipText } from '../../../content/answer/clip.js';
import { InputError } from '../../../errors.js';
import { retrieveBlock } from '../../../notion/endpoints/blocks.js';
import { stateOf } from '../../../notion/object-state.js';
import { dashed } from '../../../notion/reference.js';
import { say } from '../../../text/words.js';
import { findTargetToChange, readCurrentTarget } from '../../names/find-page.js';
import { titleOf } from '../../names/titles.js';
import { findPlaces } from '../edits/find-places.js';
import { readEditablePage } from '../edits/read-blocks.js';
const WRITTEN_ID = /^(discussion|comment)[: ]([0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12})(?:@([0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}))?$/i;
/** Characters shown of the block that a quotation is in. */
const MAX_EXCERPT_CHARACTERS = 120;
/** Finds the page, the block of it that holds the quotation, or what an id of a comment or a discussion names. */
export async function findCommentTarget(session, on, quoted) {
    const [, kind, digits, place] = WRITTEN_ID.exec(on) ?? [];
    if (kind !== undefined && digits !== undefined) {
        if (quoted !== undefined) {
            throw new InputError('quote', say `Only a page has a text to quote.`, say `Leave it out.`);
        }
        const id = dashed(digits);
        return kind.toLowerCase() === 'comment'
            ? { kind: 'comment', id }
            : {
                kind: 'place',
                place: { kind: 'discussion', id, ...(place === undefined ? {} : { in: dashed(place) }) },
                title: 'a discussion',
                excerpt: '',
            };
    }
    if (/^(?:discussion|comment):/i.test(on)) {
        throw new InputError('on', say `${on} is no id of a discussion or comment.`, say `Copy it whole from notion_list_comments.`);
    }
    return quoted === undefined ? findPlain(session, on) : findQuoted(session, on, quoted);
}
async function findPlain(session, on) {
    const target = await findTargetToChange(session, on);
    const { page, blockId } = await readCurrentTarget(session, target, on);
    if (stateOf(page) !== undefined) {
        throw new InputError('on', say `The page is in the trash or archived, where Notion takes no comments.`, say `Restore it first: notion_organize_pages does it.`);
    }
    if (blockId !== undefined) {
        await retrieveBlock(session, blockId);
    }
    return {
        kind: 'place',
        place: blockId === undefined ? { kind: 'page', id: page.id } : { kind: 'block', id: blockId },
        title: titleOf(page),
        excerpt: '',
        page,
    };
}
/** Notion's API marks whole blocks, so the quotation chooses one. */
async function findQuoted(session, on, quoted) {
    const { blocks, title, page } = await readEditablePage(session, on, undefined);
    const { places } = findPlaces(blocks, quoted);
    const found = new Map(places.flatMap((place) => place.slice(0, 1)).map((piece) => [piece.block.id, piece]));
    const [only, ...others] = found.values();
    if (only === undefined) {
        throw new InputError('quote', say `The text is in no block of the page.`, say `Pass it as notion_read_page shows it, or leave it out to comment on the page.`);
    }
    if (others.length > 0) {
        throw new InputError('quote', say `The text is in ${found.size} blocks.`, say `Pass more of it, so that it is in one.`);
    }
    return {
        kind: 'place',
        place: { kind: 'block', id: only.block.id },
        title,
        excerpt: clipText(oneLine(only.text.text), MAX_EXCERPT_CHARACTERS),
        page,
    };
}
