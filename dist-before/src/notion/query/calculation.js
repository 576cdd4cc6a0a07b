import { InputError } from '../../errors.js';
import { didYouMean } from '../../text/suggest.js';
import { listNames, say, Words } from '../../text/words.js';
import { findProperty, propertiesOf } from './columns/find-property.js';
import { rollupKind } from './columns/column-sources.js';
const FUNCTIONS = new Map([
    ['sum', 'sum'],
    ['total', 'sum'],
    ['average', 'average'],
    ['avg', 'average'],
    ['mean', 'average'],
    ['min', 'min'],
    ['minimum', 'min'],
    ['max', 'max'],
    ['maximum', 'max'],
]);
/** Whether this is the name of a calculation. */
export function isCalculation(word) {
    return FUNCTIONS.has(word.trim().toLowerCase());
}
/** Rows are counted with every figure, so asking for that adds nothing. */
const COUNT = /^(?:count|number)(?:\s+of)?(?:\s+rows)?$|^count\s*\(\s*(?:\*\s*)?\)$/i;
/** `sum(Price)`; the bracket belongs to the writing, unlike that of `sum of Price (EUR)`. */
const CALL = /^(\p{L}+)\s*\((.+)\)$/su;
const WORDS = /^(\p{L}+)(?:\s+of\b|\s*:)?\s+(\S.*)$/su;
/** Reads what a caller wants calculated, each as `sum of Price`, and checks that the column holds numbers. */
export function planCalculations(schema, written, argument = 'calculate') {
    const planned = written.flatMap((text, position) => COUNT.test(text.trim()) ? [] : [planCalculation(schema, text.trim(), `${argument}[${position}]`)]);
    const seen = new Set();
    return planned.filter((calculation) => {
        const heading = headingOf(calculation);
        const isNew = !seen.has(heading);
        seen.add(heading);
        return isNew;
    });
}
/** `sum of Price`: how a calculation is called in answers. */
export function headingOf({ function: name, property }) {
    return `${name} of ${property.name}`;
}
function planCalculation(schema, text, argument) {
    const [, word = '', name = ''] = CALL.exec(text) ?? WORDS.exec(text) ?? [];
    const calculation = FUNCTIONS.get(word.toLowerCase());
    if (calculation === undefined) {
        throw new InputError(argument, say `${text} is not a calculation.`, say `Write count, or sum, average, min or max "of" a number column, as in "sum of Price". count_by makes groups.`);
    }
    refuseGroup(schema, word.toLowerCase(), name, argument);
    return { function: calculation, property: findNumeric(schema, name, argument), argument };
}
/** `sum of Price by Stage`: groups are an argument of their own. */
function refuseGroup(schema, word, name, argument) {
    const at = Math.max(name.lastIndexOf(' by '), name.lastIndexOf(' per '));
    if (at === -1 || isProperty(schema, name) || !isProperty(schema, name.slice(0, at))) {
        return;
    }
    const calculation = `${word} of ${name.slice(0, at).trim()}`;
    const group = name.slice(name.indexOf(' ', at + 1)).trim();
    throw new InputError(argument, say `A calculation names no groups.`, say `Pass ${calculation} here and ${group} as count_by: each group then has the figure.`);
}
function isProperty(schema, name) {
    try {
        return findProperty(schema, name, '') !== undefined;
    }
    catch {
        return false; // no column, or several that are close to it
    }
}
function findNumeric(schema, name, argument) {
    const property = findProperty(schema, name, argument);
    if (!mayBeNumeric(property)) {
        const numeric = propertiesOf(schema)
            .filter(mayBeNumeric)
            .map((candidate) => candidate.name);
        throw new InputError(argument, say `The ${Words.term(property.type)} property ${property.name} holds no numbers.`, numeric.length === 0
            ? say `No column of this database holds numbers.`
            : say `${didYouMean(name, numeric)}Columns with numbers: ${listNames(numeric)}.`);
    }
    return property;
}
/** What a formula returns shows in its values only. */
function mayBeNumeric(property) {
    return (property.type === 'number' ||
        property.type === 'formula' ||
        (property.type === 'rollup' && rollupKind(property) === 'number'));
}
