import { InputError } from '../../errors.js';
import { looksLikeUrl, parseReference } from '../../notion/reference.js';
import { say } from '../../text/words.js';
import { chooseFile, noSuchFile, onlyFile } from './choose-file.js';
import { findFiles, withCommentFiles } from './page-files.js';
/** An id and nothing else. With anything around it, it may be a file's name: phones and exports put ids into names. */
const BARE_ID = /^[0-9a-f-]{32,36}$/i;
/**
 * Finds the file that a call means. Resolves to all files of the place where there are several and none is named. Rejects with
 * an `InputError` where there is none, or none of that name.
 */
export async function locateFile(session, { page, file }, lookups) {
    // A block's URL or id says all; a page's is the page again, as some callers fill in what they have.
    const isReference = file !== undefined && parseReference(file) !== undefined;
    const ofReference = () => locateFile(session, { page: file ?? page, file: undefined }, lookups);
    if (isReference && (looksLikeUrl(file) || BARE_ID.test(file))) {
        return ofReference();
    }
    const found = await findFiles(session, page, lookups);
    const early = file === undefined ? undefined : chooseFile(file, found.files);
    if (early !== undefined) {
        return { here: found, chosen: early };
    }
    const here = await withCommentFiles(session, found, lookups);
    const chosen = file === undefined ? onlyFile(here.files) : chooseFile(file, here.files);
    if (chosen !== undefined) {
        return { here, chosen };
    }
    if (isReference) {
        return ofReference();
    }
    if (file !== undefined) {
        throw noSuchFile(file, here.files);
    }
    if (here.files.length === 0) {
        throw new InputError('page', say `There is no file here.`, say `Pass the page or block that shows it.`);
    }
    return here;
}
