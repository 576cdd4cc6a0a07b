import { asNumber, readNumber } from './number-value.js';
import { field, textField } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { asText, refuseValue } from './value-context.js';
const TRUE_WORDS = new Set([
    'true',
    'yes',
    'y',
    'checked',
    'ticked',
    'on',
    '1',
    '__yes__',
    '[x]',
    'x',
    '✓',
    '✔',
    '✔️',
    '☑',
    '☑️',
    '✅',
]);
const FALSE_WORDS = new Set([
    'false',
    'no',
    'n',
    'unchecked',
    'not checked',
    'unticked',
    'off',
    '0',
    '__no__',
    '[ ]',
    '☐',
    '✗',
    '❌',
]);
/** Notion's words for `verification`; ours on the left also name the state of a page never verified. */
const VERIFICATION_STATES = new Map([
    ['verified', 'verified'],
    ['expired', 'expired'],
    ['none', 'none'],
    ['unverified', 'none'],
]);
/** What answers add to a state: who verified the page, and until when. */
const VERIFICATION = /^(verified|expired)(?: \(?(?:verified|by|until) .*)?$/s;
const UNIQUE_ID = /^#?(?:(.*)[- ])?(\d+)$/s;
/** Reads one value; rejects with an `InputError` what the kind does not have. */
export function readSingle(kind, value, context) {
    switch (kind) {
        case 'text':
            return asText(value) ?? refuse(say `a text`, value, context);
        case 'number':
            return numberOf(value, context);
        case 'unique_id':
            return readUniqueId(value, context);
        case 'boolean':
            return asBoolean(value) ?? refuse(say `true or false`, value, context);
        default: {
            const state = (asText(value) ?? '').trim().toLowerCase();
            return (VERIFICATION_STATES.get(VERIFICATION.exec(state)?.[1] ?? state) ??
                refuse(say `verified, expired or none`, value, context));
        }
    }
}
/** `true`, `false`, 1, 0 and what people write for them; undefined for anything else. */
export function asBoolean(value) {
    if (typeof value === 'boolean') {
        return value;
    }
    const word = (asText(value) ?? '').trim().toLowerCase();
    return TRUE_WORDS.has(word) ? true : FALSE_WORDS.has(word) ? false : undefined;
}
function numberOf(value, context) {
    const format = textField(field(context.property, 'number'), 'format');
    const reading = readNumber(value, format);
    if (reading !== undefined &&
        'number' in reading &&
        format === 'percent' &&
        isBareNumber(value, reading.number)) {
        const { number } = reading;
        return refuseValue(say `The column holds percentages: pass ${`${number}%`} or ${`${number * 100}%`}, whichever is meant.`, value, context);
    }
    if (reading === undefined) {
        return refuse(say `a number`, value, context);
    }
    return 'number' in reading ? reading.number : refuseValue(reading.advice, value, context);
}
/** Above 1, which is 100 %, a number without the sign may be meant as Notion stores it or as it shows it. */
function isBareNumber(value, number) {
    return Math.abs(number) > 1 && asNumber(value) !== undefined;
}
/** `TASK-12`, `12` or 12. The prefix must be the property's own, or the number would name another thing. */
function readUniqueId(value, context) {
    const text = (asText(value) ?? '').trim();
    const prefix = textField(field(context.property, 'unique_id'), 'prefix') ?? '';
    const [, written = '', digits = ''] = UNIQUE_ID.exec(text) ?? [];
    const fits = written === '' || written.toLowerCase() === prefix.toLowerCase();
    const example = prefix === '' ? say `a number such as 12` : say `a number or ${`${prefix}-12`}`;
    const number = Number(digits);
    return fits && digits !== '' && Number.isSafeInteger(number) ? number : refuse(example, value, context);
}
function refuse(expected, value, context) {
    return refuseValue(say `Pass ${expected}.`, value, context);
}
