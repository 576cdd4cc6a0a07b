import { InputError } from '../../../errors.js';
import { field, isRecord, listField, textField } from '../../../text/json.js';
import { didYouMean } from '../../../text/suggest.js';
import { listTerms, say } from '../../../text/words.js';
/** UTF-16 code units of an option's name. Notion's limit. */
const MAX_OPTION_CHARACTERS = 100;
/** Options in one request. */
const MAX_OPTIONS = 100;
const COLORS = ['default', 'gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'];
/** Groups of a status. They are Notion's, and fixed. */
const GROUPS = ['To-do', 'In progress', 'Complete'];
const MEMBERS = ['name', 'color', 'description', 'group'];
/** Types whose values are chosen among options. */
export function hasOptions(type) {
    return type === 'select' || type === 'multi_select' || type === 'status';
}
/** Options as a caller gives them: names, or objects with a colour, a description and, of a status, a group. */
export function readOptions(given, argument) {
    const items = Array.isArray(given) ? given : [given];
    if (items.length > MAX_OPTIONS) {
        throw new InputError(argument, say `These are more than ${MAX_OPTIONS} options.`, say `Pass fewer at once.`);
    }
    const options = items.map((item) => readOption(item, argument));
    const seen = new Set();
    for (const { name } of options) {
        if (seen.has(foldOption(name))) {
            throw new InputError(argument, say `The option ${name} is given twice.`, say `Pass it once.`);
        }
        seen.add(foldOption(name));
    }
    return options;
}
/** The options of a column, as they would be sent again: colours and descriptions are lost where they are left out. */
export function storedOptions(property) {
    return listField(property[property.type], 'options').flatMap((option) => {
        const [id, name] = [textField(option, 'id'), textField(option, 'name')];
        const [color, description] = [textField(option, 'color'), textField(option, 'description')];
        return name === undefined
            ? []
            : [
                {
                    ...(id === undefined ? {} : { id }),
                    name,
                    ...(color === undefined ? {} : { color }),
                    ...(description === undefined || description === '' ? {} : { description }),
                },
            ];
    });
}
/** Those that the column does not have yet. */
export function missingOptions(property, wanted) {
    const known = new Set(storedOptions(property).map(({ name }) => foldOption(name)));
    return wanted.filter(({ name }) => !known.has(foldOption(name)));
}
/** Notion has no two options that differ in their case alone. */
export function foldOption(name) {
    return name.toLowerCase();
}
function readOption(item, argument) {
    const option = typeof item === 'string' ? { name: item } : item;
    const name = typeof item === 'number' ? String(item) : textField(option, 'name')?.trim();
    if (name === undefined || name === '') {
        throw new InputError(argument, say `An option is given by its name.`, say `Pass a list of names.`);
    }
    if (name.includes(',') || name.length > MAX_OPTION_CHARACTERS) {
        throw new InputError(argument, say `The option ${name} has a comma or more than ${MAX_OPTION_CHARACTERS} characters, which Notion refuses.`, say `Pass each option as an entry of its own, and shorter names.`);
    }
    const unknown = isRecord(option) ? Object.keys(option).find((key) => !MEMBERS.includes(key)) : undefined;
    if (unknown !== undefined) {
        throw new InputError(argument, say `An option has no ${unknown}.`, say `${didYouMean(unknown, MEMBERS)}It has: ${listTerms(MEMBERS)}.`);
    }
    const color = oneOf(field(option, 'color'), COLORS, argument);
    const group = oneOf(field(option, 'group'), GROUPS, argument);
    const description = textField(option, 'description');
    return {
        name,
        ...(color === undefined ? {} : { color }),
        ...(description === undefined ? {} : { description }),
        ...(group === undefined ? {} : { group }),
    };
}
function oneOf(given, known, argument) {
    if (given === undefined || given === null) {
        return undefined;
    }
    const text = typeof given === 'string' ? given : '';
    const found = known.find((each) => each.toLowerCase() === text.trim().toLowerCase());
    if (found === undefined) {
        throw new InputError(argument, say `${text} is not known here.`, say `${didYouMean(text, known)}Pass one of: ${listTerms(known)}.`);
    }
    return found;
}
