import { InputError } from '../../errors.js';
import { listField, textField } from '../../text/json.js';
import { textMatcher } from '../../text/match-text.js';
import { didYouMean } from '../../text/suggest.js';
import { EMPTY_WORDS, listNames, nameAmong, say } from '../../text/words.js';
/** Characters of an option's name. Notion's limit. */
const MAX_OPTION_CHARACTERS = 100;
const SEPARATORS = [';', ',', '\n'];
/**
 * The stored names of the options that a text means; of a list in one text, all of them. Notion would make a new option of any
 * name that it does not know, for everybody and with no word: so an unknown name is refused with the nearest ones, unless
 * new ones are asked for.
 */
export function optionNames(property, texts, argument, rule) {
    const names = listField(property[property.type], 'options').flatMap((option) => textField(option, 'name') ?? []);
    const match = textMatcher(names, 'separators');
    const find = (text) => {
        const found = match(text);
        return 'match' in found ? found.match : undefined;
    };
    const all = texts.flatMap((text) => {
        const whole = find(text);
        if (whole !== undefined) {
            return [whole];
        }
        const known = property.type === 'multi_select' ? listed(text, find) : undefined;
        if (known !== undefined) {
            return known;
        }
        // No option has a comma: of a list in one text, what is not known is told without the rest.
        const isList = property.type === 'multi_select' && !rule.mayCreate;
        const unknown = isList
            ? text.split(',').find((part) => part.trim() !== '' && find(part) === undefined)
            : text;
        const meant = (unknown ?? text).trim();
        return [created(property, meant, argument, names, match(meant), rule)];
    });
    return [...new Set(all)];
}
/** `A, B` in one text, where each part is an option. */
function listed(text, find) {
    for (const separator of SEPARATORS) {
        const parts = text.split(separator).map((part) => find(part.trim()));
        if (parts.length > 1 && parts.every((part) => part !== undefined)) {
            return parts;
        }
    }
    return undefined;
}
function created(property, text, argument, names, found, { mayCreate }) {
    const column = nameAmong(property.name, [property.name]);
    const similar = 'similar' in found ? found.similar : [];
    if (similar.length > 0) {
        throw new InputError(argument, say `Several options of ${column} are close to ${text}.`, say `Pass one exactly: ${listNames(similar)}.`);
    }
    const name = text.trim();
    if (mayCreate && property.type !== 'status') {
        if (name === '' || name.includes(',') || name.length > MAX_OPTION_CHARACTERS) {
            throw new InputError(argument, say `${text} cannot be the name of an option of ${column}.`, say `A name has no comma and at most ${MAX_OPTION_CHARACTERS} characters; pass several options as a list.`);
        }
        return name;
    }
    const wish = property.type === 'status'
        ? say ` Notion's API cannot add one to a status.`
        : say ` To add it, pass new_options: true.`;
    throw new InputError(argument, say `${column} has no option ${text}.`, names.length === 0
        ? say `It has no options yet.${wish}`
        : say `${didYouMean(text, names)}Options: ${listNames(names)}.${mayCreate ? EMPTY_WORDS : wish}`);
}
