import { AccessError, ReconnectError } from '../../errors.js';
import { charactersOf } from '../../parsing/document-memo.js';
/** Notion gives edit times to the minute. */
const EDIT_TIME_PRECISION_MS = 60_000;
/** The clocks of this machine and of Notion's differ by less; `doctor` checks it. */
const MAX_CLOCK_DIFFERENCE_MS = 60_000;
const BYTES_PER_CHARACTER = 2;
/** Roughly what an id with its name takes. */
const BYTES_PER_NAME = 200;
const keptTexts = { name: 'page text', lifetimeMs: 5 * 60_000 };
export function keptState(session, wanted) {
    const kept = keptOf(session, wanted);
    if (kept === undefined) {
        return 'nothing';
    }
    const { editedAt, readFrom } = kept;
    return editedAt === undefined || isUneditedSince(editedAt, readFrom) ? 'provable' : 'unprovable';
}
/**
 * The text that an earlier call has read, if the page was not edited since: one request tells. Rejects as that request
 * does, and forgets the text of a page that may not be read any more. `page` is that request.
 */
export async function keptIfUnedited(session, wanted, page) {
    try {
        const { id, last_edited_time: editedAt } = await page;
        const kept = keptOf(session, wanted);
        return kept !== undefined && id === wanted.id && isUneditedSince(editedAt, kept.readFrom)
            ? used(kept)
            : undefined;
    }
    catch (error) {
        if (error instanceof AccessError || error instanceof ReconnectError) {
            session.keptContent?.delete(keptTexts, keyOf(wanted));
        }
        throw error;
    }
}
/** The same if Notion's text is the same, which saves the work on it. */
export function keptIfSame(session, wanted, { markdown, truncated, unknownBlockIds }) {
    const kept = keptOf(session, wanted);
    const [piece, ...others] = kept?.document.text ?? [];
    const isSame = piece?.source.kind === 'markdown' &&
        piece.source.markdown === markdown &&
        others.length === 0 &&
        !truncated &&
        unknownBlockIds.length === 0;
    return kept !== undefined && isSame ? used(kept) : undefined;
}
/**
 * Keeps a text for the parts that follow, unless what it shows may change without the page, or reading again could bring more.
 * `page`: where it was read as well. `readFrom`: a moment before the first request for the text.
 */
export function keepText(session, { id, transcripts }, page, document, readFrom) {
    const { text, notShared, notLoaded, unnamed, hasCopies } = document;
    const isSettled = notShared + notLoaded + unnamed.notLookedUp === 0;
    if ((page !== undefined && page.id !== id) || !isSettled || hasCopies) {
        return;
    }
    const editedAt = page?.last_edited_time ?? keptOf(session, { id, transcripts })?.editedAt;
    const ids = [id, ...text.flatMap(idsOf)];
    const bytes = charactersOf(text) * BYTES_PER_CHARACTER + ids.length * BYTES_PER_NAME;
    const kept = { document: { ...document, text: copyOf(text) }, readFrom, editedAt };
    session.keptContent?.set(keptTexts, keyOf({ id, transcripts }), kept, { bytes, ids });
}
/**
 * Whether a page whose last edit was then is still as it was read. An edit in the minute of the reading could have come
 * after it: so the minute of the last edit must have been over when the reading began.
 */
export function isUneditedSince(editedAt, readFrom) {
    return readFrom.getTime() >= Date.parse(editedAt) + EDIT_TIME_PRECISION_MS + MAX_CLOCK_DIFFERENCE_MS;
}
function keptOf(session, wanted) {
    return session.keptContent?.get(keptTexts, keyOf(wanted));
}
function used({ document }) {
    return { ...document, text: copyOf(document.text) };
}
/** Documents are remembered with the pieces that they are made of, and are not to be kept as long. */
function copyOf(text) {
    return text.map((piece) => ({ ...piece }));
}
function idsOf({ names, place }) {
    return [...names.titles.keys(), ...names.users.keys(), ...(place === undefined ? [] : [place])];
}
function keyOf({ id, transcripts }) {
    return transcripts ? `${id} with transcripts` : id;
}
