/** Maximum characters of a field: longer than any id of ours or of Notion, and than most ids that apps choose. */
const MAX_FIELD_CHARACTERS = 300;
/** Details of an entry. */
const MAX_DETAILS = 10;
/** Characters that do not belong in a line of plain text: apps choose their own ids. */
const UNPRINTABLE = /[^\x20-\x7e]/g;
/** An entry in stored form: short, and in characters that no database or terminal alters. */
export function newEntry({ actor, action, object, space, outcome, details = {} }, occurredAt) {
    const facts = Object.entries(details)
        .slice(0, MAX_DETAILS)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, value]) => [plain(name), typeof value === 'string' ? plain(value) : value]);
    return {
        occurredAt: occurredAt.toISOString(),
        actor: plain(actor),
        action,
        object: object === undefined ? null : plain(object),
        space: space === undefined ? null : plain(space),
        outcome,
        details: facts.length === 0 ? null : JSON.stringify(Object.fromEntries(facts)),
    };
}
function plain(text) {
    return text.slice(0, MAX_FIELD_CHARACTERS).replaceAll(UNPRINTABLE, '?');
}
