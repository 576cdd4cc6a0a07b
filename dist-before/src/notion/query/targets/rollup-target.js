import { rollupFunction, rollupKind } from '../columns/column-sources.js';
import { InputError } from '../../../errors.js';
import { splitOperator, inferType, operatorsOfAny, } from './filter-target.js';
import { normaliseOperator } from '../conditions/find-operator.js';
import { listTerms, EMPTY_WORDS, say, Words } from '../../../text/words.js';
/** The keys that Notion has for the values of a rollup, in the order in which they are tried. */
const VALUE_TYPES = [
    'rich_text',
    'number',
    'checkbox',
    'select',
    'multi_select',
    'people',
    'date',
    'relation',
    'status',
    'files',
];
/** Property types that a rollup filters under another type's key. */
const SAME_AS = new Map([
    ['title', 'rich_text'],
    ['url', 'rich_text'],
    ['email', 'rich_text'],
    ['phone_number', 'rich_text'],
    ['text', 'rich_text'],
    ['string', 'rich_text'],
    ['boolean', 'checkbox'],
    ['unique_id', 'number'],
    ['created_time', 'date'],
    ['last_edited_time', 'date'],
    ['created_by', 'people'],
    ['last_edited_by', 'people'],
]);
/**
 * A rollup that is one number or one date is filtered as such. One that lists values is filtered by `any`, `every` or
 * `none` of them, which may stand before the operator (`every:equals`), as may the type of the values
 * (`any:number:equals`) when the rolled-up property is unknown.
 *
 * Without a quantifier the condition speaks about the rollup as a whole: "does not contain" must hold for every value, and
 * a rollup "is empty" when every value is; all else holds as soon as any value fits.
 */
export function rollupTarget(property, condition, rolledUp, argument) {
    const { prefixes, operator } = splitOperator(condition.operator);
    const name = say `${property.name}`;
    const type = rollupKind(property);
    if (type !== 'list') {
        if (prefixes.some((prefix) => prefix !== type)) {
            throw new InputError(argument, say `The rollup ${name} is a single ${Words.term(type)} (${rollupFunction(property)}).`, say `Leave out ${`${prefixes.join(':')}:`}.`);
        }
        return target(['rollup', type], type, operator, say `the rollup ${name}, a ${Words.term(type)}`, undefined, undefined);
    }
    const { quantifier, type: written } = readPrefixes(prefixes, name, argument);
    const known = written ?? valueType(rolledUp?.type);
    const inferred = inferType(VALUE_TYPES, operator, condition.value);
    const valuesType = known ?? inferred?.type;
    const chosen = quantifier ?? defaultQuantifier(operator);
    return {
        ...target(['rollup', chosen, valuesType ?? 'rich_text'], valuesType, operator, say `the rollup ${name}${valuesType === undefined ? EMPTY_WORDS : say ` of ${Words.term(valuesType)} values`}`, chosen, known === undefined && inferred?.certain === false
            ? `The values of the rollup ${name} were taken for ${valuesType}; write the type before the operator if they are something else, as in any:select:${operator}.`
            : undefined),
        property: rolledUp,
    };
}
function target(path, type, operator, subject, quantifier, assumed) {
    const operators = operatorsOfAny(type === undefined ? VALUE_TYPES : [type]);
    return { path, operators, operator, subject, property: undefined, quantifier, assumed };
}
function readPrefixes(prefixes, name, argument) {
    let quantifier;
    let type;
    for (const prefix of prefixes) {
        if (isQuantifier(prefix) && quantifier === undefined) {
            quantifier = prefix;
        }
        else if (type === undefined && valueType(prefix) !== undefined) {
            type = valueType(prefix);
        }
        else {
            throw new InputError(argument, say `${`${prefixes.join(':')}:`} is not a valid prefix for the rollup ${name}.`, say `Write any:, every: or none:, then the type of the values if needed: ${listTerms(VALUE_TYPES)}.`);
        }
    }
    return { quantifier, type };
}
function valueType(type) {
    const same = SAME_AS.get(type ?? '') ?? type;
    return VALUE_TYPES.find((candidate) => candidate === same);
}
function defaultQuantifier(operator) {
    const word = normaliseOperator(operator);
    return word.startsWith('does_not_') || word === 'is_empty' ? 'every' : 'any';
}
function isQuantifier(word) {
    return word === 'any' || word === 'every' || word === 'none';
}
