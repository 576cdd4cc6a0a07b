import { joinReferences, referencesInProperty } from '../content/collect-references.js';
import { noNames } from '../content/names.js';
import { plainFromDialect } from '../content/markdown/markdown-inline.js';
import { renderPropertyValue } from '../content/properties/property-value.js';
import { plainText } from '../content/rich-text/rich-text.js';
import { parentOf } from '../notion/parent-of.js';
import { stateOf } from '../notion/object-state.js';
import { arrayOf, recordOf, stringOf, textField } from '../text/json.js';
import { lookUpNames } from '../workspace/names/look-up-names.js';
import { pageOfBlock } from '../workspace/names/page-of-block.js';
import { titleOf, UNTITLED } from '../workspace/names/titles.js';
import { passagesOfProperties } from '../search-index/document/passages.js';
/** People of one row that are remembered. */
const MAX_PEOPLE = 100;
/** Characters of one property's value. */
const MAX_VALUE_CHARACTERS = 4000;
/** The people and pages that a page's properties, creator and editor name. */
export function namesOfPage(session, page, lookups) {
    const references = joinReferences(Object.values(page.properties).map((value) => referencesInProperty(value)));
    const users = [page.created_by.id, page.last_edited_by.id, ...references.users];
    return lookUpNames(session, { ...references, users }, lookups);
}
/** What identifies a page or row. `parent`: the page or database that it lives in. */
export function factsOfPage(page, parent, names) {
    return {
        id: page.id,
        kind: parentOf(page.parent)?.kind === 'data_source' ? 'row' : 'page',
        title: titleOf(page),
        parent,
        url: page.url,
        editedAt: timeOf(page.last_edited_time),
        editedBy: personOf(page.last_edited_by.id, names),
        createdAt: timeOf(page.created_time),
        people: peopleOf(page, names),
        isArchived: stateOf(page) === 'archived',
    };
}
/** A database by what one of its data sources says, before the database itself is read. */
export function factsOfSource(source) {
    const id = databaseOf(source);
    return id === undefined
        ? undefined
        : {
            id,
            kind: 'database',
            title: orUntitled(plainText(source.title)),
            parent: directParent(source.database_parent),
            url: source.url,
            editedAt: timeOf(source.last_edited_time),
            createdAt: timeOf(source.created_time),
            people: [],
            isArchived: stateOf(source) === 'archived',
        };
}
/** A database; it was edited when the last edited of its data sources was. */
export function factsOfDatabase(database, sources, parent) {
    const edits = [database, ...sources].map(({ last_edited_time: edited }) => timeOf(edited));
    return {
        id: database.id,
        kind: 'database',
        title: orUntitled(plainText(database.title)),
        parent,
        url: database.url,
        editedAt: edits.toSorted().at(-1) ?? timeOf(database.last_edited_time),
        createdAt: timeOf(database.created_time),
        people: [],
        isArchived: stateOf(database) === 'archived',
    };
}
/** A page as a list gave it: title and properties, until its text is read. Values that name others wait for that, too. */
export function listedPage(page) {
    const properties = propertiesOf(page, noNames, (value) => Object.values(referencesInProperty(value)).every((ids) => ids.length === 0));
    return {
        ...factsOfPage(page, directParent(page.parent), noNames),
        passages: passagesOfProperties(properties),
    };
}
/** Property values by name, as a reader sees them; the title is none of them. */
export function propertiesOf(page, names, isWanted = () => true) {
    return Object.entries(page.properties)
        .filter(([, value]) => value.type !== 'title' && isWanted(value))
        .map(([name, value]) => {
        const shown = renderPropertyValue(value, names, { longest: MAX_VALUE_CHARACTERS });
        // Texts are indexed as they are read, without the signs of Markdown; addresses are no Markdown.
        const text = value.type === 'url' ? shown : plainFromDialect(shown);
        return { name, text: text.slice(0, MAX_VALUE_CHARACTERS) };
    })
        .filter(({ text }) => text !== '');
}
/** The document that a search's result belongs to: a page's own, or a data source's database. */
export function documentIdOf(found) {
    return found.object === 'page' ? found.id : databaseOf(found);
}
/** The page or database that something lives in as far as it says so itself; undefined for what lies in a block, too. */
export function directParent(parent) {
    const place = parentOf(parent);
    switch (place?.kind) {
        case 'data_source':
            return textField(parent, 'database_id');
        case 'page':
        case 'database':
            return place.id;
        default:
            return undefined;
    }
}
/** The same, with a request for each block around it. */
export async function parentId(session, parent) {
    const place = parentOf(parent);
    return place?.kind === 'block' ? pageOfBlock(session, place.id) : directParent(parent);
}
/** A time of Notion's, as the index keeps all times. */
export function timeOf(text) {
    const time = Date.parse(text);
    return new Date(Number.isNaN(time) ? 0 : time).toISOString();
}
function databaseOf(source) {
    return textField(source.parent, 'database_id');
}
function personOf(id, names) {
    const name = names.user(id);
    return name === undefined ? undefined : { id, name };
}
/** Creator, last editor and the people of properties, each once. */
function peopleOf(page, names) {
    const found = new Map();
    const note = (id, given) => {
        const name = given ?? names.user(id);
        if (name !== undefined && name !== '' && !found.has(id) && found.size < MAX_PEOPLE) {
            found.set(id, { id, name });
        }
    };
    note(page.created_by.id);
    note(page.last_edited_by.id);
    for (const value of Object.values(page.properties)) {
        for (const person of value.type === 'people' ? arrayOf(value.people) : []) {
            const { id, name } = recordOf(person);
            note(stringOf(id), typeof name === 'string' ? name : undefined);
        }
    }
    return [...found.values()];
}
function orUntitled(title) {
    return title.trim() === '' ? UNTITLED : title;
}
