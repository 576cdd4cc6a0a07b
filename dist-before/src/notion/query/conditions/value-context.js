import { InputError } from '../../../errors.js';
import { isEmptyWord } from '../../../text/empty-word.js';
import { EMPTY_WORDS, say, Words } from '../../../text/words.js';
/** A text, number or boolean as text; undefined for anything else. */
export function asText(value) {
    return typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : typeof value === 'string'
            ? value
            : undefined;
}
/** Rejects a value that the operator does not take; `advice` says what it takes. */
export function refuseValue(advice, value, { operator, argument, canBeEmpty }) {
    const written = asText(value);
    const hint = canBeEmpty ? emptyCellHint(operator, value) : EMPTY_WORDS;
    throw new InputError(argument, say `${written === undefined ? say `This value` : written} does not fit the operator ${operator}.`, hint === EMPTY_WORDS ? advice : say `${advice} ${hint}`);
}
/** Which operator is meant by "equals none" or "is not empty"; nothing for any other value. */
export function emptyCellHint(operator, value) {
    if (!isBlank(value) && !isEmptyWord(asText(value) ?? '')) {
        return EMPTY_WORDS;
    }
    const isNegative = operator.startsWith('does_not_');
    return isNegative
        ? say `For cells that are not empty use the operator ${Words.term('is_not_empty')}.`
        : say `For empty cells use the operator ${Words.term('is_empty')}.`;
}
/** Whether there is no value at all: models fill in what they leave out. */
export function isBlank(value) {
    const emptyText = typeof value === 'string' && value.trim() === '';
    return value === undefined || value === null || emptyText || (Array.isArray(value) && value.length === 0);
}
