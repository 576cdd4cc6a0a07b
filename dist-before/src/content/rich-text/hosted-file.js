const STORAGE_HOST = /(?:^|\.)(?:file\.notion\.so|notionusercontent\.com|amazonaws\.com)$|^prod-files-secure\./i;
const SIGNATURE = /[?&]X-Amz-/i;
/** Replaces a URL that would expire in minutes and costs a thousand characters. */
export const KEPT_IN_NOTION = '(file kept in Notion; open the page)';
/** The same for a file that is a block: its name, or what is printed before this, is accepted by that tool. */
export const OPENED_WITH_TOOL = '(open with notion_read_file)';
/** Whether a URL leads into Notion's own file storage: signed, short-lived, and access for anyone who has it. */
export function isHostedFile(url) {
    if (SIGNATURE.test(url)) {
        return true;
    }
    const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(url)?.[1] ?? '';
    return STORAGE_HOST.test(host) || /^(?:attachment|file):/i.test(url);
}
/** The file's name in a URL's path, decoded; '' when the path shows none. */
export function fileNameFromUrl(url) {
    const attached = /^attachment:[^:]*:(.*)$/i.exec(url)?.[1];
    const last = attached ?? url.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
    const name = decoded(last);
    return /\.[\p{L}\p{N}]{1,8}$/u.test(name) && (attached !== undefined || /\/[^/]+\//.test(url)) ? name : '';
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text; // a stray % sign: the undecoded name is still a name
    }
}
