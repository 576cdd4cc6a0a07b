import { childrenOfBlock } from '../../../block-children.js';
import { plainContent } from '../../../model/rich-text.js';
import { listed } from '../../../trash.js';
/** What a page says, without its signs and what lies on pages below it. */
export function bodyText(workspace, page) {
    return linesOf(workspace, listed(workspace, page.children)).join('\n');
}
function linesOf(workspace, ids) {
    return ids.flatMap((id) => {
        const block = workspace.blocks.get(id);
        if (block === undefined || block.content.type === 'child_page') {
            return [];
        }
        const text = textIn(block.content);
        return [...(text === '' ? [] : [text]), ...linesOf(workspace, childrenOfBlock(workspace, block))];
    });
}
function textIn(content) {
    switch (content.type) {
        case 'table_row':
            return content.cells.map(plainContent).join(' ');
        case 'equation':
            return content.expression;
        case 'meeting_notes':
            return plainContent(content.title);
        default:
            return 'text' in content ? plainContent(content.text) : '';
    }
}
