import { InputError } from '../../../errors.js';
import { meaningOf } from './operator-meanings.js';
import { readPeriod } from '../dates/periods.js';
import { nearest } from '../../../text/suggest.js';
import { emptyCellHint } from './value-context.js';
import { listTerms, EMPTY_WORDS, say, Words } from '../../../text/words.js';
/** What another type calls nearly the same, and near words; only suggested, for the meaning differs. */
const COUNTERPARTS = new Map([
    ['equals', ['contains']],
    ['does_not_equal', ['does_not_contain']],
    ['contains', ['equals']],
    ['does_not_contain', ['does_not_equal']],
    ['after', ['greater_than']],
    ['before', ['less_than']],
    ['on_or_after', ['greater_than_or_equal_to']],
    ['on_or_before', ['less_than_or_equal_to']],
    ['matches', ['contains', 'equals']],
    ['match', ['contains', 'equals']],
    ['regex', ['contains']],
    ['search', ['contains']],
    ['until', ['on_or_before']],
    ['till', ['on_or_before']],
    ['by', ['on_or_before']],
    ['from', ['on_or_after']],
]);
/** An operator as Notion writes it, whatever the type: lower case with underscores, other spellings translated. */
export function normaliseOperator(written) {
    const words = written
        .trim()
        .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, '_')
        .toLowerCase()
        .replaceAll(/[\s-]+/g, '_');
    return meaningOf(written)?.operators[0] ?? words;
}
/** The operator that is meant among these; undefined if there is none. */
export function matchOperator(written, operators) {
    const words = normaliseOperator(written);
    const meaning = meaningOf(written);
    if (meaning === undefined) {
        const period = operators.has('this_week') ? readPeriod(written) : undefined;
        const operator = period !== undefined && 'operator' in period ? period.operator : words;
        return operators.has(operator) ? { operator, shape: 'plain' } : undefined;
    }
    const { value } = meaning;
    const operator = meaning.operators.find((candidate) => operators.has(candidate));
    const takesValue = value === undefined ||
        operators.get(operator ?? '') === (value === true || value === false ? 'boolean' : 'date');
    return operator === undefined || !takesValue
        ? undefined
        : { operator, shape: meaning.shape, ...(value === undefined ? {} : { value }) };
}
/**
 * Like `matchOperator`, or an error; `subject` names the property and its type for the message, and the value may say what
 * was meant: "equals null" is no other kind of "equals".
 */
export function findOperator(written, operators, subject, argument, value) {
    const found = matchOperator(written, operators);
    if (found !== undefined) {
        return found;
    }
    throw new InputError(argument, say `The operator ${written} does not apply to ${subject}.`, say `${hintFor(written, operators, value)}Operators: ${listTerms(operators.keys())}.`);
}
function hintFor(written, operators, value) {
    const period = operators.has('this_week') ? readPeriod(written) : undefined;
    if (period !== undefined && 'advice' in period) {
        return say `${period.advice} `;
    }
    // `{"operator": "next", "value": "month"}`
    const parted = operators.has('this_week') && typeof value === 'string' ? readPeriod(`${written} ${value}`) : undefined;
    if (parted !== undefined) {
        return 'advice' in parted
            ? say `${parted.advice} `
            : say `Pass ${Words.term(parted.operator)} as the operator and no value. `;
    }
    const operator = normaliseOperator(written);
    const isEquality = operator === 'equals' || operator === 'does_not_equal';
    // A value left out says nothing of empty cells: only one that is written, as null or as a word.
    const hint = isEquality && value !== undefined ? emptyCellHint(operator, value) : EMPTY_WORDS;
    if (hint !== EMPTY_WORDS && operators.has('is_empty')) {
        return say `${hint} `;
    }
    if (operator === 'does_not_equal' && operators.has('before')) {
        return say `Pass before and after as any. `;
    }
    if ((operator === 'is_empty' || operator === 'is_not_empty') && !operators.has(operator)) {
        return operators.get('equals') === 'boolean'
            ? say `A checkbox is never empty: pass equals true or false. `
            : EMPTY_WORDS;
    }
    const suggestion = COUNTERPARTS.get(operator)?.find((candidate) => operators.has(candidate)) ??
        nearest(operator, [...operators.keys()]);
    return suggestion === undefined ? EMPTY_WORDS : say `Did you mean ${Words.term(suggestion)}? `;
}
