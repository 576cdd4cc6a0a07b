import { InputError } from '../../../errors.js';
import { field, listField, textField } from '../../../text/json.js';
import { textMatcher } from '../../../text/match-text.js';
import { didYouMean } from '../../../text/suggest.js';
import { EMPTY_WORDS, listNames, nameAmong, say } from '../../../text/words.js';
/** Most options that are read out of one text. */
const MAX_LISTED_OPTIONS = 100;
/**
 * The options meant by a text: the option of this name or, for a status, all options of the group of this name, since a
 * group cannot be filtered by itself; or several of these as a cell of an answer lists them. Without a schema (rolled-up
 * properties) the text is taken as it is. `hint` is added to a refusal.
 */
export function findOptions(property, text, argument, hint = EMPTY_WORDS) {
    if (property === undefined) {
        return [text];
    }
    const index = optionIndex(property);
    const found = index.find(text);
    if (found.meant.length > 0) {
        return found.meant;
    }
    const listed = found.similar.length > 0 ? [] : listedOptions(text, index);
    if (listed.length > 0) {
        return listed;
    }
    const { names } = index;
    const name = nameAmong(property.name, [property.name]);
    if (found.similar.length > 0) {
        throw new InputError(argument, say `Several options of ${name} are close to ${text}.`, say `Pass one exactly: ${listNames(found.similar)}.`);
    }
    throw new InputError(argument, say `${name} has no option ${text}.`, names.length === 0
        ? say `It has no options.`
        : say `${hint === EMPTY_WORDS ? didYouMean(text, names) : say `${hint} `}Options: ${listNames(names)}.`);
}
// A condition may name many options, and a property may have many.
const indexes = new WeakMap();
function optionIndex(property) {
    const known = indexes.get(property);
    if (known !== undefined) {
        return known;
    }
    const settings = field(property, property.type);
    const options = listField(settings, 'options');
    const names = namesOf(options);
    const groups = listField(settings, 'groups');
    const isOption = new Set(names);
    // One list, so that a group whose name is exactly the text comes before an option whose name is only like it.
    const match = textMatcher([...new Set([...names, ...namesOf(groups)])], 'separators');
    const index = {
        names,
        find: (text) => {
            const found = preferOptions(match(text), isOption);
            if (!('match' in found)) {
                return { meant: [], similar: found.similar };
            }
            return {
                meant: isOption.has(found.match) ? [found.match] : optionsOfGroup(options, groups, found.match),
                similar: [],
            };
        },
    };
    indexes.set(property, index);
    return index;
}
/** An option and a group that are equally close: the option is meant, for the column shows options. */
function preferOptions(found, isOption) {
    if ('match' in found) {
        return found;
    }
    const options = found.similar.filter((name) => isOption.has(name));
    const [only] = options;
    return only !== undefined && options.length === 1
        ? { match: only }
        : { similar: options.length > 0 ? options : found.similar };
}
/** `backend, C#` or, where a name contains a comma, `A, B; C`. Empty unless each part is an option. */
function listedOptions(text, { find }) {
    for (const separator of [';', ',', '\n']) {
        const parts = text.split(separator).map((part) => part.trim());
        const found = parts.length > 1 && parts.length <= MAX_LISTED_OPTIONS ? parts.map(find) : [];
        if (found.length > 0 && found.every(({ meant }) => meant.length > 0)) {
            return found.flatMap(({ meant }) => meant);
        }
    }
    return [];
}
function namesOf(items) {
    return items.flatMap((item) => textField(item, 'name') ?? []);
}
function optionsOfGroup(options, groups, name) {
    const ids = new Set(groups
        .filter((group) => textField(group, 'name') === name)
        .flatMap((group) => listField(group, 'option_ids')));
    return options.flatMap((option) => (ids.has(field(option, 'id')) ? (textField(option, 'name') ?? []) : []));
}
