import { InputError } from '../../errors.js';
import { say } from '../../text/words.js';
/** Longest name of a file, in UTF-16 code units (Notion's limit). */
const MAX_FILE_NAME_CHARACTERS = 100;
const MAX_URL_CHARACTERS = 2000;
/** Files by their addresses; each is called what its path ends with. */
export function fileEntries(urls, argument) {
    return urls.map((text) => {
        const url = webAddress(text);
        if (url === undefined) {
            throw new InputError(argument, say `A file is given by its address on the web.`, say `Pass the https:// URL of the file.`);
        }
        return { name: nameOf(url), type: 'external', external: { url: url.href } };
    });
}
/** An address on the web; undefined for any other text. */
export function webAddress(text) {
    const trimmed = text.trim();
    if (trimmed.length > MAX_URL_CHARACTERS || !/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) {
        return undefined;
    }
    return new URL(trimmed);
}
function nameOf({ pathname, host }) {
    const last = pathname.split('/').findLast((part) => part !== '') ?? host;
    return decoded(last).slice(0, MAX_FILE_NAME_CHARACTERS);
}
function decoded(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return part;
    }
}
