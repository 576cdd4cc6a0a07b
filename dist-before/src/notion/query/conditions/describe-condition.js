import { EMPTY_WORDS, say, Words } from '../../../text/words.js';
/** Conditions of a group, and values of a condition, that are written out. */
const MAX_PARTS = 4;
const QUANTIFIERS = new Set(['any', 'every', 'none']);
const WITHOUT_VALUE = new Set(['is_empty', 'is_not_empty']);
/** `"Status" equals "Done"`, or a group in brackets: what Notion is asked, in the words of a `where`. */
export function describeItem(item) {
    return 'conditions' in item
        ? say `(${first(item.conditions.map(describeCondition), item.join === 'or' ? ' or ' : ' and ')})`
        : describeCondition(item);
}
function describeCondition({ subject, path, operator, operands, join }) {
    const name = 'property' in subject ? say `${subject.property}` : Words.term(subject.timestamp);
    const quantifier = path.find((key) => QUANTIFIERS.has(key));
    const prefix = quantifier === undefined ? EMPTY_WORDS : Words.term(`${quantifier}:`);
    const termOf = (word) => say `${prefix}${Words.term(word)}`;
    if (operands.some((operand) => 'comparisons' in operand)) {
        const parts = operands.map((operand) => describeOperand(operand, operator, termOf));
        return say `${name} ${first(parts, join === 'and' ? ' and ' : ' or ')}`;
    }
    const values = WITHOUT_VALUE.has(operator) ? [] : operands.flatMap(valuesOf);
    const written = termOf(operator);
    return values.length === 0 ? say `${name} ${written}` : say `${name} ${written} ${first(values, ', ')}`;
}
/** With its operator, or those of a range such as the days of a month. */
function describeOperand(operand, operator, termOf) {
    const isRange = 'comparisons' in operand;
    const comparisons = isRange ? operand.comparisons : [{ operator, value: '' }];
    const parts = comparisons.map((one) => Words.join([termOf(one.operator), ...valuesOf(isRange ? { value: one.value } : operand)], ' '));
    return Words.join(parts, isRange && operand.join === 'and' ? ' and ' : ' or ');
}
/** Nothing for periods, whose value is an empty object. */
function valuesOf(operand) {
    if ('comparisons' in operand) {
        return [];
    }
    const value = 'reference' in operand ? operand.reference.text : operand.value;
    if (typeof value === 'boolean') {
        return [Words.term(String(value))];
    }
    if (typeof value === 'object') {
        return Array.isArray(value) ? value.map((each) => say `${each}`) : [];
    }
    return [say `${value}`];
}
function first(parts, separator) {
    const more = parts.length - MAX_PARTS;
    const shown = Words.join(parts.slice(0, MAX_PARTS), separator);
    return more > 0 ? say `${shown} and ${more} more` : shown;
}
