import { InputError } from '../../../errors.js';
import { foldName } from '../../../text/fold-name.js';
import { matchText } from '../../../text/match-text.js';
import { didYouMean } from '../../../text/suggest.js';
import { listNames, say } from '../../../text/words.js';
/** What the two are called, without case and separators: in Notion's API and app, and by models. */
const TIMESTAMPS = new Map([
    ['createdtime', 'created_time'],
    ['created', 'created_time'],
    ['createdat', 'created_time'],
    ['creationtime', 'created_time'],
    ['creationdate', 'created_time'],
    ['lasteditedtime', 'last_edited_time'],
    ['lastedited', 'last_edited_time'],
    ['lasteditedat', 'last_edited_time'],
    ['editedtime', 'last_edited_time'],
    ['edited', 'last_edited_time'],
    ['lastupdated', 'last_edited_time'],
    ['updatedat', 'last_edited_time'],
    ['lastmodified', 'last_edited_time'],
]);
/** Columns in one text; each is looked up in a schema that may have hundreds of names. */
const MAX_LISTED = 20;
/** What the title is often called by those who have not seen the schema. */
const TITLE_WORDS = new Set(['title', 'name']);
/** The id of the title property in every data source. */
const TITLE_ID = 'title';
/** The property of this name; case, diacritics, spacing and emoji may differ as long as only one fits. */
export function findProperty(schema, name, argument) {
    const found = lookUp(schema, name, argument);
    if (found === undefined) {
        throw unknownProperty(schema, name, argument);
    }
    return found;
}
/** What `find` gives for this name, or for those of a list in one text (`Name, Status`) where no property is called so. */
export function findColumns(schema, name, argument, find) {
    const parts = name.split(',', MAX_LISTED + 1);
    const isOne = parts.length < 2 || parts.length > MAX_LISTED || 'match' in matchProperty(schema, name);
    return isOne ? [find(schema, name, argument)] : parts.map((part) => find(schema, part, argument));
}
/** Like `findProperty`; `created_time`, `Last edited` and the like name the row's own timestamps when no property does. */
export function findPropertyOrTimestamp(schema, name, argument) {
    const property = lookUp(schema, name, argument);
    if (property !== undefined) {
        return { property };
    }
    const timestamp = TIMESTAMPS.get(foldName(name));
    if (timestamp === undefined) {
        throw unknownProperty(schema, name, argument);
    }
    return { timestamp };
}
/** The same where a name that nothing has, or several properties, is no error: it may be written in another way. */
export function findIfAny(schema, name) {
    const found = matchProperty(schema, name);
    if ('match' in found) {
        return { property: found.match };
    }
    const timestamp = found.similar.length === 0 ? TIMESTAMPS.get(foldName(name)) : undefined;
    return timestamp && { timestamp };
}
/** All properties in Notion's order. */
export function propertiesOf(schema) {
    return Object.values(schema);
}
/** Whether this is the one property that every data source has; its name is the owner's choice. */
export function isTitle(property) {
    return property.type === 'title';
}
function lookUp(schema, name, argument) {
    const properties = propertiesOf(schema);
    // Whatever the title is called, Notion's API takes this for it.
    const title = name.trim().toLowerCase() === TITLE_ID ? properties.find(isTitle) : undefined;
    const found = matchProperty(schema, name);
    if ('match' in found) {
        return found.match;
    }
    if (found.similar.length > 0) {
        throw new InputError(argument, say `Several property names are close to ${name}.`, say `Pass one exactly: ${listNames(found.similar)}.`);
    }
    return title;
}
function matchProperty(schema, name) {
    const properties = propertiesOf(schema);
    const found = matchText(name, properties.map((property) => property.name), 'separators');
    const property = 'match' in found ? properties.find((candidate) => candidate.name === found.match) : undefined;
    return property === undefined ? { similar: 'similar' in found ? found.similar : [] } : { match: property };
}
function unknownProperty(schema, name, argument) {
    const properties = propertiesOf(schema);
    const names = properties.map((property) => property.name);
    const title = properties.find(isTitle);
    const hint = title !== undefined && TITLE_WORDS.has(name.trim().toLowerCase())
        ? say `The title property is ${title.name}. `
        : didYouMean(name, names);
    return new InputError(argument, say `There is no property ${name}.`, say `${hint}Properties: ${listNames(names)}.`);
}
