import { literalBlocks, newBlocksOf } from '../../../content/markdown/compose/new-blocks.js';
import { readDialect } from '../../../content/markdown/compose/read-dialect.js';
import { InputError } from '../../../errors.js';
import { repairLineBreaks } from '../../../notion/values/line-breaks.js';
import { say } from '../../../text/words.js';
import { requireNoChildTags } from '../pages/page-content.js';
/** Reads a text as Markdown, or takes it to the letter. Tags that would make or move pages are refused. */
export function readAddition(content, isLiteral) {
    if (isLiteral) {
        return { blocks: literalBlocks(content), isRepaired: false };
    }
    const { text, isRepaired } = repairLineBreaks(content);
    requireNoChildTags(text, 'content');
    const blocks = newBlocksOf(readDialect(text));
    if (blocks.length === 0) {
        throw new InputError('content', say `There is nothing in the text to add.`, say `Pass some Markdown.`);
    }
    return { blocks, isRepaired };
}
