import { InputError } from '../../errors.js';
import { say, Words } from '../../text/words.js';
import { composed, isPair, tokensOf } from '../analysis/tokens.js';
import { parseDates } from './parse-dates.js';
/** Longest query, in UTF-16 code units. */
export const MAX_QUERY_CHARACTERS = 1000;
/** Words and phrases that are looked for; what follows them is left out. */
const MAX_TERMS = 24;
/** Words of one phrase. */
const MAX_PHRASE_TOKENS = 24;
/** Values of all filters. */
const MAX_FILTER_VALUES = 20;
const KINDS = new Map([
    ['page', 'page'],
    ['pages', 'page'],
    ['row', 'row'],
    ['rows', 'row'],
    ['database', 'database'],
    ['databases', 'database'],
    ['comment', 'comments'],
    ['comments', 'comments'],
]);
const QUOTATION_MARKS = /["“”„‟«»「」『』＂]/u;
/** What may stand right before a quotation mark and belongs to what is quoted. */
const OPERATOR = /^-?(?:(?:in|edited|created|kind|person):)?$/i;
const FILTER = /^(-?)(in|edited|created|kind|person):(.*)$/isu;
/**
 * Reads a query as people type it: words, "phrases", -without, begin*, in:"a page or database", edited:>2026-01-01,
 * created:2026, kind:row, person:Ada. Whatever else it holds is words. Linear.
 */
export function parseQuery(query) {
    if (query.length > MAX_QUERY_CHARACTERS) {
        throw new InputError('query', say `The query has ${query.length} characters, more than ${MAX_QUERY_CHARACTERS}.`, say `Search for its most specific words.`);
    }
    const reader = new QueryReader();
    for (const piece of piecesOf(composed(query))) {
        reader.read(piece);
    }
    return reader.end();
}
/**
 * The words of a query whose meaning may answer it; '' for one that asks for exact words: a phrase, or the beginning of one.
 * What it leaves out is not meant.
 */
export function meaningOf({ terms }) {
    const asksForWords = terms.some(({ kind, tokens }) => kind !== 'word' && !isPair(tokens[0] ?? ''));
    return asksForWords ? '' : terms.map(({ typed }) => typed).join(' ');
}
function piecesOf(query) {
    const pieces = [];
    const parts = query.split(QUOTATION_MARKS);
    let operator = '';
    parts.forEach((part, at) => {
        // Every second part is between two quotation marks, unless it is the last one.
        if (at % 2 === 1 && at < parts.length - 1) {
            pieces.push({ operator, text: part, isQuoted: true });
            operator = '';
            return;
        }
        const words = part.split(/\s+/u).filter((word) => word !== '');
        const last = words.at(-1) ?? '';
        const isOperator = at < parts.length - 2 && OPERATOR.test(last) && !/\s$/u.test(part);
        operator = isOperator ? last : '';
        for (const word of isOperator ? words.slice(0, -1) : words) {
            pieces.push({ operator: '', text: word, isQuoted: false });
        }
    });
    return pieces;
}
class QueryReader {
    #terms = [];
    #excluded = [];
    #filters = new Map();
    #values = 0;
    #isCut = false;
    /** The filter whose value follows, as in `in: Wiki`. */
    #open;
    read({ operator, text, isQuoted }) {
        const open = this.#open;
        this.#open = undefined;
        const [, minus, key, value = ''] = FILTER.exec(isQuoted ? operator : text) ?? [];
        if (key !== undefined) {
            if (minus !== '') {
                throw new InputError('query', say `${`-${key}:`} is no filter: only words and phrases can be left out with a minus.`, say `Name what is wanted instead, such as kind:page.`);
            }
            this.#filter(key.toLowerCase(), isQuoted ? text : value);
            return;
        }
        if (open !== undefined && operator === '') {
            this.#filter(open, text);
            return;
        }
        if (isQuoted) {
            this.#add(operator === '-', termOf(text, 'phrase'));
            return;
        }
        const isExcluded = text.length > 1 && text.startsWith('-');
        const word = isExcluded ? text.slice(1) : text;
        this.#add(isExcluded, word.endsWith('*') ? termOf(word.slice(0, -1), 'prefix') : termOf(word, 'word'));
    }
    end() {
        const valuesOf = (key) => this.#filters.get(key) ?? [];
        return {
            terms: this.#terms,
            excluded: this.#excluded,
            within: valuesOf('in'),
            kinds: valuesOf('kind').map(kindOf),
            people: valuesOf('person'),
            edited: parseDates('edited', valuesOf('edited')),
            created: parseDates('created', valuesOf('created')),
            isCut: this.#isCut,
        };
    }
    #filter(key, text) {
        const value = text.trim();
        if (value === '') {
            this.#open = key;
            return;
        }
        this.#values += 1;
        if (this.#values > MAX_FILTER_VALUES) {
            throw new InputError('query', say `The query has more than ${MAX_FILTER_VALUES} filters.`, say `Search with fewer.`);
        }
        this.#filters.set(key, [...(this.#filters.get(key) ?? []), value]);
    }
    #add(isExcluded, term) {
        const list = isExcluded ? this.#excluded : this.#terms;
        const isKnown = list.some(({ kind, tokens }) => kind === term.kind && tokens.join(' ') === term.tokens.join(' '));
        if (term.tokens.length === 0 || isKnown) {
            return;
        }
        if (this.#terms.length + this.#excluded.length >= MAX_TERMS) {
            this.#isCut = true;
            return;
        }
        list.push(term);
    }
}
function termOf(typed, kind) {
    const tokens = tokensOf(typed)
        .slice(0, MAX_PHRASE_TOKENS)
        .map(({ form }) => form);
    const last = tokens.at(-1);
    if (last === undefined || !isPair(last)) {
        return { kind, typed, tokens };
    }
    // The last character of a row is a word of its own at its end only; elsewhere the row goes on, and pairs begin with it.
    return tokens.length > 1
        ? { kind: kind === 'prefix' ? 'word' : kind, typed, tokens: tokens.slice(0, -1) }
        : { kind: 'prefix', typed, tokens };
}
function kindOf(value) {
    const kind = KINDS.get(value.toLowerCase());
    if (kind === undefined) {
        throw new InputError('query', say `${Words.quotation(value)} is no kind.`, say `Use kind:page, kind:row, kind:database or kind:comments.`);
    }
    return kind;
}
