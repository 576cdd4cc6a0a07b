import { InputError } from '../../errors.js';
import { findIfAny, findPropertyOrTimestamp } from './columns/find-property.js';
import { say, Words } from '../../text/words.js';
/** Words whose meaning is beyond doubt; 1 and -1 are MongoDB's. */
const DIRECTIONS = new Map([
    ['ascending', 'ascending'],
    ['asc', 'ascending'],
    ['ascend', 'ascending'],
    ['1', 'ascending'],
    ['oldest', 'ascending'],
    ['lowest', 'ascending'],
    ['smallest', 'ascending'],
    ['descending', 'descending'],
    ['desc', 'descending'],
    ['descend', 'descending'],
    ['-1', 'descending'],
    ['newest', 'descending'],
    ['latest', 'descending'],
    ['highest', 'descending'],
    ['largest', 'descending'],
]);
/** Sorts in one text; each is looked up in a schema that may have hundreds of names. */
const MAX_LISTED = 5;
/** Signs before a name, as in `-Due`. */
const SIGNS = new Map([
    ['+', 'ascending'],
    ['-', 'descending'],
]);
/** Types without a value to compare. */
const UNSORTABLE = new Set(['button']);
/**
 * Checks sorts against the schema. `created_time` and `last_edited_time` always work. A direction may be part of the name
 * (`Due desc`, `-Due`), and a name may be a list (`Due desc, Task`), where no column is called so.
 */
export function planSorts(schema, sort) {
    return sort.flatMap((request, position) => {
        const argument = `sort[${position}]`;
        const previous = sort[position - 1];
        return isDirectionOf(schema, request, previous)
            ? []
            : planSort(schema, withNextDirection(schema, request, sort[position + 1]), argument);
    });
}
function planSort(schema, request, argument) {
    const written = request.direction;
    const direction = written === undefined ? undefined : readDirection(written, `${argument}.direction`);
    const parts = partsOf(schema, request.property, direction) ?? [
        { found: findPropertyOrTimestamp(schema, request.property, `${argument}.property`), direction },
    ];
    return parts.map(({ found, direction: own = 'ascending' }) => {
        if ('timestamp' in found) {
            return { timestamp: found.timestamp, direction: own };
        }
        if (UNSORTABLE.has(found.property.type)) {
            throw new InputError(`${argument}.property`, say `The ${Words.term(found.property.type)} property ${found.property.name} has nothing to sort by.`, say `Sort by another property.`);
        }
        return { property: found.property.name, direction: own };
    });
}
/** A text is one sort, or a list of some; undefined if it names no columns. */
function partsOf(schema, property, direction) {
    const whole = partOf(schema, property, direction);
    if (whole !== undefined) {
        return [whole];
    }
    const texts = property.split(',');
    const parts = texts.length > MAX_LISTED ? [] : texts.map((text) => partOf(schema, text, direction));
    return parts.length > 1 && parts.every((part) => part !== undefined) ? parts : undefined;
}
function partOf(schema, text, direction) {
    const found = findIfAny(schema, text);
    if (found !== undefined) {
        return { found, direction };
    }
    const split = direction === undefined ? splitDirection(text.trim()) : undefined;
    const named = split === undefined ? undefined : findIfAny(schema, split.name);
    return named === undefined ? undefined : { found: named, direction: split?.direction };
}
/** `Due desc`, `Due: desc`, `Due (desc)`, `-Due` */
function splitDirection(text) {
    const sign = SIGNS.get(text.slice(0, 1));
    if (sign !== undefined) {
        return { name: text.slice(1), direction: sign };
    }
    const bare = text.endsWith(')') ? text.slice(0, -1) : text;
    const at = Math.max(...[' ', ':', '('].map((separator) => bare.lastIndexOf(separator)));
    const direction = at < 1 ? undefined : DIRECTIONS.get(bare.slice(at + 1).toLowerCase());
    return direction && { name: bare.slice(0, at).replace(/(?<![\s:(])[\s:(]+$/, ''), direction };
}
/** `["Due", "desc"]` is one sort in two items. */
function isDirectionOf(schema, request, previous) {
    return (previous !== undefined &&
        previous.direction === undefined &&
        request.direction === undefined &&
        DIRECTIONS.has(request.property.trim().toLowerCase()) &&
        findIfAny(schema, request.property) === undefined);
}
function withNextDirection(schema, request, next) {
    return next !== undefined && isDirectionOf(schema, next, request)
        ? { ...request, direction: next.property }
        : request;
}
function readDirection(written, argument) {
    const direction = DIRECTIONS.get(written.trim().toLowerCase());
    if (direction === undefined) {
        throw new InputError(argument, say `Unknown direction ${written}.`, say `Pass ascending or descending.`);
    }
    return direction;
}
