import { isHostedFile } from '../../content/rich-text/hosted-file.js';
import { AccessError } from '../../errors.js';
import { FileGoneError } from '../../notion/file-gone-error.js';
import { say } from '../../text/words.js';
/** Bytes of the largest file that is read. */
const MAX_FILE_BYTES = 20_000_000;
/**
 * Fetches a file. Where Notion's storage does not know its address any more, the page is read once more for a new one:
 * addresses in a page's text live for five minutes, and a page may come from a cache.
 */
export async function fetchChosen(session, located, locateAgain) {
    const { url } = located.chosen.file;
    if (!/^https?:/i.test(url)) {
        throw new AccessError(say `Notion's API gives no address for this file.`, say `Open the page in Notion.`);
    }
    try {
        return await session.fetchFile(url, MAX_FILE_BYTES);
    }
    catch (error) {
        const again = error instanceof FileGoneError && isHostedFile(url) ? await locateAgain() : undefined;
        if (again === undefined) {
            throw error;
        }
        return session.fetchFile(again.chosen.file.url, MAX_FILE_BYTES);
    }
}
