import { isHostedFile } from '../../../content/rich-text/hosted-file.js';
const CHILD_LINE = /^\s*<(?:page|database|data-source|folder)\b/i;
const UNKNOWN_LINE = /^\s*<unknown\b/i;
const FENCE = /^\s*```/;
const FILE_LINE = /^\s*(?:!\[|<(?:image|video|audio|file|pdf)\b)/i;
const ADDRESS = /(?:https?:\/\/|file:|attachment:)[^\s"')>]{1,4000}/g;
/** Each of these stands on a line of its own; lines of code say nothing about the page. */
export function copyableText(markdown) {
    let children = 0;
    let files = 0;
    let unknown = 0;
    let isCode = false;
    const lines = markdown.split('\n').filter((line) => {
        isCode = FENCE.test(line) ? !isCode : isCode;
        if (isCode) {
            return true;
        }
        const [isChild, isUnknown, isFile] = [
            CHILD_LINE.test(line),
            UNKNOWN_LINE.test(line),
            showsHostedFile(line),
        ];
        children += isChild ? 1 : 0;
        unknown += isUnknown ? 1 : 0;
        files += isFile && !isChild && !isUnknown ? 1 : 0;
        return !isChild && !isUnknown && !isFile;
    });
    return { markdown: lines.join('\n'), children, files, unknown };
}
function showsHostedFile(line) {
    return (FILE_LINE.test(line) && Array.from(line.matchAll(ADDRESS), ([address]) => address).some(isHostedFile));
}
