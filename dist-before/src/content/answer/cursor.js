import { InputError } from '../../errors.js';
import { say, Words } from '../../text/words.js';
/** A place in a list or a text as an opaque string that fits a URL. `kind` is the tool that will read it. */
export function encodeCursor(kind, payload) {
    return Buffer.from(JSON.stringify([kind, payload])).toString('base64url');
}
/** Reads what `encodeCursor` of the same kind wrote; `undefined` without a cursor, an `InputError` for anything else. */
export function decodeCursor(kind, cursor, payload) {
    if (cursor === undefined) {
        return undefined;
    }
    const [writer, value] = decode(cursor.trim());
    const parsed = payload.safeParse(value);
    if (writer === kind && parsed.success) {
        return parsed.data;
    }
    const problem = typeof writer === 'string' && writer !== kind && /^[a-z_ ]{1,40}$/.test(writer)
        ? say `This cursor belongs to ${Words.term(writer)}.`
        : say `This is not a cursor from an earlier answer, or not all of it.`;
    throw new InputError('cursor', problem, say `Copy it from the Next line of ${Words.term(kind)}, or call without cursor to start again.`);
}
/** The refusal of a cursor that was made for another page than the one that is asked for. */
export function cursorOfAnotherPage() {
    return new InputError('cursor', say `This cursor belongs to another page.`, say `Pass the page it came with.`);
}
function decode(cursor) {
    try {
        const value = JSON.parse(Buffer.from(cursor, 'base64url').toString());
        return Array.isArray(value) ? value : [];
    }
    catch {
        return []; // not JSON: reported as a wrong cursor by the caller
    }
}
