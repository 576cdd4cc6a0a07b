/** Letters, digits and the marks that ids of other systems use; nothing that means something in a path or a header. */
const SPACE_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
/** Begins the spaces of persons. {@link parseSpaceId} accepts no text that begins so, which keeps them out of reach. */
const PERSON_MARK = '@';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The id if the text can be one. The code that authenticated the caller decides whether it may act for that space. */
export function parseSpaceId(text) {
    return SPACE_ID.test(text) ? text : undefined;
}
/** The id if the text can be one; UUIDs are compared in lower case. */
export function parseConnectionId(text) {
    const id = text.toLowerCase();
    return UUID.test(id) ? id : undefined;
}
/** The id if the text can be one; Notion sends dashed UUIDs. */
export function parseCredentialId(text) {
    const id = text.toLowerCase();
    return UUID.test(id) ? id : undefined;
}
/** The id if the text can be one; Notion sends dashed UUIDs. */
export function parsePersonId(text) {
    const id = text.toLowerCase();
    return UUID.test(id) ? id : undefined;
}
/**
 * The space that a person's connections belong to. No service key can be made for it, and none can name it, not even one
 * for every space: what comes in from outside goes through {@link parseSpaceId}, and that refuses its first character.
 */
export function spaceOfPerson(id) {
    return `${PERSON_MARK}${id}`;
}
/** The person whose space it is; undefined for every other space. */
export function personOfSpace(id) {
    return id.startsWith(PERSON_MARK) ? parsePersonId(id.slice(PERSON_MARK.length)) : undefined;
}
/** A space id that this program has written itself: one of {@link parseSpaceId}, or a person's. */
export function readSpaceId(text) {
    if (!text.startsWith(PERSON_MARK)) {
        return parseSpaceId(text);
    }
    const person = parsePersonId(text.slice(PERSON_MARK.length));
    return person && spaceOfPerson(person);
}
