/** Attributes whose value is a URL. */
const ADDRESS_ATTRIBUTE = /\b(?:href|action|formaction|src)="$/;
/** A value right after an equals sign: without quotes, a space would start the next attribute. */
const UNQUOTED = /=\s*$/;
/** URLs that our pages may link to: own paths, fragments, web addresses, and links that open an editor. */
const SAFE_ADDRESS = /^(?:https?:\/\/|cursor:\/\/|vscode:|#|\/(?![/\\]))/;
class SafeHtml {
    #text;
    constructor(text) {
        this.#text = text;
    }
    /** The markup to send. */
    get markup() {
        return this.#text;
    }
}
/**
 * Names of workspaces, people and apps are untrusted; as template values they are always text. Templates that would let
 * a value break out of its context throw, whatever the value is: attributes need quotes, and URLs one of few schemes,
 * because `javascript:` contains no character that escaping changes.
 */
export function html(parts, ...values) {
    let markup = parts[0] ?? '';
    values.forEach((value, index) => {
        const before = parts[index] ?? '';
        if (UNQUOTED.test(before)) {
            throw new TypeError('A value in an attribute needs quotes around it.');
        }
        if (ADDRESS_ATTRIBUTE.test(before) && !(typeof value === 'string' && SAFE_ADDRESS.test(value))) {
            throw new TypeError('This is no address that a page may lead to.');
        }
        markup += markupOf(value) + (parts[index + 1] ?? '');
    });
    return new SafeHtml(markup);
}
function markupOf(value) {
    if (value === undefined) {
        return '';
    }
    if (typeof value === 'string' || typeof value === 'number') {
        return escapeHtml(String(value));
    }
    return value instanceof SafeHtml ? value.markup : value.map(({ markup }) => markup).join('');
}
/** Escapes text for element content and quoted attributes. */
export function escapeHtml(text) {
    return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
