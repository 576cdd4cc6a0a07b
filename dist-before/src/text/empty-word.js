/** What stands for an empty cell in other query languages, and what people call one. */
const EMPTY_WORD = /^(?:null|none|nil|nan|empty|blank|undefined|n\/?a|unset|not set|unassigned|nobody|no one|nothing|no value|\(empty\))$/i;
/** Whether a text names the absence of a value rather than a value. */
export function isEmptyWord(text) {
    return EMPTY_WORD.test(text.trim());
}
