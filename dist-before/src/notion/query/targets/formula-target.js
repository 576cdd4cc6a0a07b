import { InputError } from '../../../errors.js';
import { inferType, operatorsOfAny, splitOperator } from './filter-target.js';
import { quote } from '../../../text/quote.js';
import { EMPTY_WORDS, say, Words } from '../../../text/words.js';
/** The result of a formula and the property type with the same operators. */
const TYPES = {
    string: 'rich_text',
    number: 'number',
    checkbox: 'checkbox',
    date: 'date',
};
const RESULTS = ['string', 'number', 'checkbox', 'date'];
/** What may stand before the operator, as in `number:equals`. */
const PREFIXES = new Map([
    ['string', 'string'],
    ['text', 'string'],
    ['number', 'number'],
    ['checkbox', 'checkbox'],
    ['boolean', 'checkbox'],
    ['date', 'date'],
]);
/**
 * A formula is filtered by what it returns, which the schema does not say: the caller may write it (`number:equals`), a
 * row may have shown it (`known`), else the operator and the value decide.
 */
export function formulaTarget(property, condition, known, argument) {
    const { prefixes, operator } = splitOperator(condition.operator);
    const written = writtenResult(property, prefixes, argument);
    const inferred = inferResult(operator, condition.value);
    const result = written ?? known ?? inferred?.result;
    const types = result === undefined ? Object.values(TYPES) : [TYPES[result]];
    const guessed = written === undefined && known === undefined && inferred?.certain === false;
    return {
        path: ['formula', result ?? 'string'],
        operators: operatorsOfAny(types),
        operator,
        subject: say `the ${result === undefined ? EMPTY_WORDS : say `${Words.term(result)} `}formula ${property.name}`,
        property: undefined,
        quantifier: undefined,
        assumed: guessed
            ? `${quote(property.name)} was taken for a formula that returns a ${result}; write string:, number:, checkbox: or date: before the operator if it returns something else.`
            : undefined,
    };
}
function inferResult(operator, value) {
    const inferred = inferType(Object.values(TYPES), operator, value);
    const result = RESULTS.find((candidate) => TYPES[candidate] === inferred?.type);
    return result === undefined ? undefined : { result, certain: inferred?.certain === true };
}
function writtenResult(property, prefixes, argument) {
    const [prefix] = prefixes;
    if (prefix === undefined) {
        return undefined;
    }
    const result = prefixes.length === 1 ? PREFIXES.get(prefix) : undefined;
    if (result === undefined) {
        throw new InputError(argument, say `${`${prefixes.join(':')}:`} is not a valid prefix for the formula ${property.name}.`, say `Write string:, number:, checkbox: or date: before the operator, or nothing.`);
    }
    return result;
}
