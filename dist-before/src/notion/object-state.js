import { field } from '../text/json.js';
/** As {@link titleWithState} adds it. */
const STATE_ENDING = / \((?:in the trash|archived)\)$/;
/** The state of a page or database as Notion writes it; undefined for what is in use. Older versions write `archived`. */
export function stateOf(object) {
    if (field(object, 'in_trash') === true) {
        return 'in the trash';
    }
    return field(object, 'is_archived') === true || field(object, 'archived') === true ? 'archived' : undefined;
}
/** A title that says where its object is: `Old plan (in the trash)`. */
export function titleWithState({ title, state }) {
    return state === undefined ? title : `${title} (${state})`;
}
/** Titles that a text may mean: itself, and what it is without a state, because it may be copied from an answer. */
export function titlesMeant(text) {
    return STATE_ENDING.test(text) ? [text, text.replace(STATE_ENDING, '')] : [text];
}
/** A further sentence for an answer that begins with a sentence about the object; '' for what is in use. */
export function stateSentence(object) {
    const state = stateOf(object);
    const what = field(object, 'object') === 'page' ? 'page' : 'database';
    return state === undefined ? '' : ` The ${what} is ${state}.`;
}
