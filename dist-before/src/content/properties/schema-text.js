import { arrayOf, recordOf, stringOf } from '../../text/json.js';
import { nameOfTarget } from '../rich-text/mention.js';
import { propertyWithId, readableFormula } from './property-formula.js';
import { revealInvisible } from '../../text/invisible.js';
import { truncateText } from '../answer/truncate.js';
/** Enough to write a query with most databases: some have hundreds of tags. */
export const defaultDetail = {
    options: 40,
    optionsLength: 1200,
    descriptionLength: 120,
    nameLength: Number.POSITIVE_INFINITY,
    formulas: true,
};
/**
 * One line for each of some of `all` properties, title first: name, type and what one needs to filter by it. `names` knows
 * the titles of the data sources that relations lead to.
 */
export function schemaLines(shown, all, names, detail) {
    const title = shown.filter((property) => property.type === 'title');
    const others = shown.filter((property) => property.type !== 'title');
    return [...title, ...others].map((property) => {
        const facts = detail.options === 0 ? '' : describeType(property, all, names, detail);
        const description = truncateText(oneLine(stringOf(property['description'])), detail.descriptionLength);
        const note = description === '' ? '' : ` — ${description}`;
        return oneLine(`- ${truncateText(property.name, detail.nameLength)}: ${property.type}${facts}${note}`);
    });
}
/** Ids of the data sources whose titles `schemaLines` prints. */
export function referencesInSchema(properties) {
    return properties.flatMap((property) => {
        const id = stringOf(recordOf(property['relation'])['data_source_id']);
        return property.type === 'relation' && id !== '' ? [id] : [];
    });
}
function describeType(property, properties, names, detail) {
    const settings = recordOf(property[property.type]);
    switch (property.type) {
        case 'select':
        case 'multi_select':
            return options(optionNames(arrayOf(settings['options'])), detail);
        case 'status':
            return statusOptions(arrayOf(settings['options']), arrayOf(settings['groups']), detail);
        case 'number': {
            const format = stringOf(settings['format']);
            return format === '' || format === 'number' ? '' : ` (${format.replaceAll('_', ' ')})`;
        }
        case 'unique_id': {
            const prefix = stringOf(settings['prefix']);
            return prefix === '' ? '' : ` (${prefix}-1, ${prefix}-2, …)`;
        }
        case 'relation':
            return ` to ${nameOfTarget('data source', stringOf(settings['data_source_id']), '', names)}`;
        case 'rollup':
            return describeRollup(settings, properties);
        case 'formula': {
            const formula = detail.formulas ? readableFormula(stringOf(settings['expression']), properties) : '';
            return formula === '' ? '' : ` = ${formula}`;
        }
        default:
            return '';
    }
}
/** `sum of Price over Ingredients`. Ids inside the settings are not encoded, the ids of properties are. */
function describeRollup(settings, properties) {
    const relation = propertyWithId(properties, stringOf(settings['relation_property_id']));
    const over = oneLine(relation?.name ?? stringOf(settings['relation_property_name']));
    const shown = oneLine(stringOf(settings['rollup_property_name']));
    const rollupFunction = stringOf(settings['function']).replaceAll('_', ' ');
    const what = [rollupFunction, shown === '' ? '' : `of ${shown}`, over === '' ? '' : `over ${over}`];
    const text = what.filter((part) => part !== '').join(' ');
    return text === '' ? '' : `, ${text}`;
}
function statusOptions(all, groups, detail) {
    const places = new Map();
    all.forEach((option, at) => {
        const { id } = recordOf(option);
        const known = places.get(id);
        if (known === undefined) {
            places.set(id, [at]);
        }
        else {
            known.push(at);
        }
    });
    const texts = groups.flatMap((group) => {
        const { name, option_ids: ids } = recordOf(group);
        const members = [...new Set(arrayOf(ids))]
            .flatMap((id) => places.get(id) ?? [])
            .toSorted((one, other) => one - other)
            .map((at) => all[at]);
        return members.length === 0 ? [] : [`${oneLine(stringOf(name))}${options(optionNames(members), detail)}`];
    });
    return texts.length === 0 ? options(optionNames(all), detail) : ` (${texts.join('; ')})`;
}
function optionNames(all) {
    return all.map((option) => oneLine(stringOf(recordOf(option)['name']))).filter((name) => name !== '');
}
/** ` [A, B, …]`: brackets, because the names hold spaces and no commas. */
function options(names, detail) {
    const shown = [];
    let length = 0;
    for (const name of names.slice(0, detail.options)) {
        length += name.length + 2;
        if (length > detail.optionsLength && shown.length > 0) {
            break;
        }
        shown.push(name);
    }
    const more = names.length - shown.length;
    const rest = more > 0 ? `, … ${more} more of ${names.length}` : '';
    return ` [${shown.join(', ')}${rest}]`;
}
function oneLine(text) {
    return revealInvisible(text).replaceAll(/\s+/g, ' ').trim();
}
