/** Places in one text; of more, what follows is not looked at. */
const MAX_PLACES = 2000;
/** Finds terms in texts. */
export class TermFinder {
    #byFirst = new Map();
    #prefixes = [];
    constructor(terms) {
        terms.forEach(({ sequences }, term) => sequences.forEach((sequence, at) => {
            const [first = ''] = sequence.tokens;
            const candidate = { term, sequence, isExact: at === 0 };
            if (sequence.isPrefix && sequence.tokens.length === 1) {
                this.#prefixes.push(candidate);
            }
            else {
                this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), candidate]);
            }
        }));
    }
    /** Where the terms stand, in the order of the text. */
    placesIn(tokens) {
        const places = [];
        for (let at = 0; at < tokens.length && places.length < MAX_PLACES; at += 1) {
            const form = tokens[at]?.form ?? '';
            const known = this.#byFirst.get(form);
            for (const { term, sequence, isExact } of known ?? []) {
                if (standsAt(sequence, tokens, at)) {
                    places.push({ term, from: at, to: at + sequence.tokens.length, isExact });
                }
            }
            for (const { term, sequence, isExact } of this.#prefixes) {
                if (form.startsWith(sequence.tokens[0] ?? '')) {
                    places.push({ term, from: at, to: at + 1, isExact });
                }
            }
        }
        return places;
    }
}
function standsAt({ tokens: wanted, isPrefix }, tokens, at) {
    return wanted.every((form, index) => {
        const found = tokens[at + index]?.form;
        return isPrefix && index === wanted.length - 1 ? found?.startsWith(form) === true : found === form;
    });
}
