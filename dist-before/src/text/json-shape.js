const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/**
 * The limit that JSON exceeds, found without parsing it; undefined if none. Text that is no JSON is left for the parser to
 * refuse. UTF-8 may be given as bytes: no byte of a longer character looks like one of ASCII.
 */
export function findJsonExcess(json, limits) {
    const bytes = typeof json === 'string' ? Buffer.from(json) : json;
    return new JsonShape(bytes, limits).readTo(bytes.length);
}
/**
 * The same for long JSON that is scanned piece by piece. Over bytes alone, and without a call for each: then it takes a tenth of
 * what parsing takes.
 */
export class JsonShape {
    #json;
    #limits;
    #index = 0;
    #depth = 0;
    #members = 0;
    #isInText = false;
    constructor(json, limits) {
        this.#json = json;
        this.#limits = limits;
    }
    /** Scans the unscanned part before `end`. */
    readTo(end) {
        const json = this.#json;
        const { depth: maxDepth, members: maxMembers } = this.#limits;
        let [index, depth, members, isInText] = [this.#index, this.#depth, this.#members, this.#isInText];
        while (index < end) {
            if (isInText) {
                while (index < end && json[index] !== QUOTE) {
                    index += json[index] === BACKSLASH ? 2 : 1;
                }
                if (index >= end) {
                    break;
                }
                isInText = false;
                index += 1;
                continue;
            }
            const code = json[index];
            index += 1;
            if (code === QUOTE) {
                isInText = true;
            }
            else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
                depth -= 1;
            }
            else if (code === COMMA || code === OPEN_LIST || code === OPEN_OBJECT) {
                depth += code === COMMA ? 0 : 1;
                // Each opens with a member, unless it is empty; empty ones cost as much.
                members += 1;
                if (depth > maxDepth) {
                    return 'depth';
                }
                if (members > maxMembers) {
                    return 'members';
                }
            }
        }
        // An escape at the end of a piece reaches into the next one.
        [this.#index, this.#depth, this.#members, this.#isInText] = [index, depth, members, isInText];
        return undefined;
    }
}
