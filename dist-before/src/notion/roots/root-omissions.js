/** Kinds of omissions, with the nouns of the note. */
const NOUNS = {
    result: ['result', 'results'],
    link: ['link or mention', 'links or mentions'],
    relation: ['relation column', 'relation columns'],
    value: ['computed column', 'computed columns'],
    place: ['part of a page', 'parts of pages'],
};
/** Stands where a text was that belongs to something outside. */
export const OUTSIDE_ROOTS_TEXT = '(outside your allowed pages)';
/** What one call has left out: each object counts once, however often it occurs. */
export class RootOmissions {
    #outside = new Map();
    #unchecked = new Set();
    add(kind, id, isChecked = true) {
        if (isChecked) {
            this.#outside.set(kind, (this.#outside.get(kind) ?? new Set()).add(id));
        }
        else {
            this.#unchecked.add(id);
        }
    }
    /** For the end of the answer; undefined where nothing was left out. */
    note() {
        const parts = [...this.#outside].map(([kind, { size }]) => `${size} ${NOUNS[kind][size === 1 ? 0 : 1]}`);
        const { size } = this.#unchecked;
        const sentences = [
            ...(parts.length === 0 ? [] : [`Omitted: ${parts.join(', ')} outside your allowed pages.`]),
            ...(size === 0 ? [] : [`Omitted unchecked (request limit): ${size}.`]),
        ];
        return sentences.length === 0 ? undefined : sentences.join(' ');
    }
}
