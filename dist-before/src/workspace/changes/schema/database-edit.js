import { quote } from '../../../text/quote.js';
/** The sentence of a call that has nothing to do. */
export function nothingToEditSummary({ already }) {
    return already.length === 0
        ? 'Nothing to change.'
        : `Nothing to change; as asked for already: ${already.map((name) => quote(name)).join(', ')}.`;
}
