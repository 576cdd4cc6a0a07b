import { TooLargeError } from '../../errors.js';
/** A page that was too large is requested again at a quarter, so a hundred come down to one in four steps. */
const PAGE_SIZE_DIVISOR = 4;
/**
 * Reads one page of a list, and a shorter one if that exceeds the maximum answer size: a few objects full of text must
 * not hide the others. What was left out is behind the cursor.
 */
export async function readWithSmallerPages(pageSize, read) {
    try {
        return await read(pageSize);
    }
    catch (error) {
        if (error instanceof TooLargeError && pageSize > 1) {
            return readWithSmallerPages(Math.ceil(pageSize / PAGE_SIZE_DIVISOR), read);
        }
        throw error;
    }
}
