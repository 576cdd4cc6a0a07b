// A bare value holds no `<`: where each `<` of a long text could stand in the value of all tags begun before it, each of
// them would be read to the end of the text. Inside quotes that cannot happen, because a quote ends what it does not begin.
const TAG = /<(\/?)([a-z][\w-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*(\/?)>/iy;
const ATTRIBUTE = /([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;
const BRACES = /^\{((?:\s*[a-z][\w-]*="[^"{}]*")+\s*)\}$/i;
// Longer than any tag of Notion's, signed address included.
const MAX_TAG_CHARACTERS = 8_000;
/** The tag that starts at a position. Names and attributes get lower case and hyphens: v1 and v2 differ. */
export function readTag(text, at) {
    if (text[at] !== '<' || !/[a-z/]/i.test(text[at + 1] ?? '')) {
        return undefined;
    }
    TAG.lastIndex = at;
    const [whole, slash, name = '', attributes = '', empty] = TAG.exec(text) ?? [];
    if (whole === undefined || whole.length > MAX_TAG_CHARACTERS) {
        return undefined;
    }
    return {
        name: kebab(name),
        written: name,
        form: slash === '/' ? 'close' : empty === '/' ? 'empty' : 'open',
        attributes: readAttributes(attributes),
        end: at + whole.length,
    };
}
/** Attributes as written in a tag or in braces, by name in lower case with hyphens. */
function readAttributes(text) {
    return new Map(Array.from(text.matchAll(ATTRIBUTE), ([, name = '', double, single, bare]) => [
        kebab(name),
        decodeEntities(double ?? single ?? bare ?? 'true'),
    ]));
}
/** Splits `text {color="blue" toggle="true"}` into the text and the attributes. */
export function readSuffix(line) {
    const whole = line.trimEnd();
    const at = whole.endsWith('}') ? whole.lastIndexOf('{') : -1;
    const found = at < 0 || whole[at - 1] === '\\' ? null : BRACES.exec(whole.slice(at));
    if (found === null) {
        return { text: line, attributes: new Map() };
    }
    return { text: whole.slice(0, at).trimEnd(), attributes: readAttributes(found[1] ?? '') };
}
/** The first attribute with a value: the versions of the format name the same thing `url`, `src` or `source`. */
export function attribute(tag, ...names) {
    for (const name of names) {
        const value = tag.attributes.get(name);
        if (value !== undefined && value !== '') {
            return value;
        }
    }
    return '';
}
function kebab(name) {
    return name
        .replace(/([a-z])([A-Z])/g, '$1-$2')
        .replaceAll('_', '-')
        .toLowerCase();
}
const ENTITIES = {
    quot: '"',
    amp: '&',
    lt: '<',
    gt: '>',
    '#39': "'",
    apos: "'",
};
function decodeEntities(text) {
    return text.replace(/&(quot|amp|lt|gt|#39|apos);/g, (whole, name) => ENTITIES[name] ?? whole);
}
