import { isRecord } from '../../../text/json.js';
import { isCalculation } from '../calculation.js';
import { listOf, membersOf, takeColumn, takeMember } from './members.js';
const FUNCTION_NAMES = [
    'function',
    'fn',
    'operation',
    'op',
    'aggregation',
    'aggregate',
    'aggregator',
    'calculation',
    'type',
];
const PROPERTY_NAMES = ['property', 'column', 'field', 'propertyname', 'of', 'name', 'key'];
/**
 * Calculations in the forms that are in use, as `sum of Price`: `{function, property}`, `{sum: "Price"}`,
 * `{Price: "sum"}`, `["sum", "Price"]` in a list. Anything else stays for the schema to refuse.
 */
export function readCalculations(written) {
    return listOf(written).flatMap((item) => readCalculation(item));
}
function readCalculation(item) {
    if (typeof item === 'string') {
        return splitCalculations(item);
    }
    if (Array.isArray(item) && item.length === 2 && item.every((part) => typeof part === 'string')) {
        return [`${item[0]} of ${item[1]}`];
    }
    if (!isRecord(item)) {
        return [item];
    }
    const calculation = takeMember(membersOf(item), FUNCTION_NAMES);
    const property = takeColumn(calculation.rest, PROPERTY_NAMES);
    if (typeof calculation.value === 'string' && (property?.rest ?? calculation.rest).size === 0) {
        return [property === undefined ? calculation.value : `${calculation.value} of ${property.column}`];
    }
    const pairs = Object.entries(item);
    return pairs.length > 0 && pairs.every(([, value]) => typeof value === 'string')
        ? pairs.map(([key, value]) => isCalculation(key) || !isCalculation(String(value)) ? `${key} of ${value}` : `${value} of ${key}`)
        : [item];
}
/** `sum of Price, max of Cost`: a comma is part of a column's name where no calculation follows. */
function splitCalculations(text) {
    const parts = text.split(',').map((part) => part.trim());
    const areCalculations = parts.every((part) => /^count\b/i.test(part) || isCalculation(firstWord(part)));
    return areCalculations ? parts : [text];
}
function firstWord(text) {
    return /^\p{L}+/u.exec(text)?.[0] ?? '';
}
