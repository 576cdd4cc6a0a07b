import { pluralize } from '../../content/answer/pluralize.js';
import { joinReferences, referencesInProperty } from '../../content/collect-references.js';
import { renderPageHeader } from '../../content/properties/page-header.js';
import { shortUrl } from '../../content/notion-id.js';
import { dataSourceCache, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { stateSentence } from '../../notion/object-state.js';
import { parentOf } from '../../notion/parent-of.js';
import { getCachedSummary, prefetchSummaries, cacheSummary } from '../names/titles.js';
import { completeProperties, partialNotes } from '../properties/complete-properties.js';
import { completeValues, hasMore } from '../properties/complete-values.js';
import { lookUpNames, unnamedNote } from '../names/look-up-names.js';
import { relatedRows } from '../names/related-titles.js';
import { pagePath } from '../names/page-path.js';
import { numberFormats } from '../properties/number-formats.js';
import { undefinedOnToolError } from '../tolerate.js';
/** From this many unknown related pages on, their database's columns and one query cost less than asking for each. */
const MIN_PAGES_FOR_COLUMNS = 4;
/** Properties that are long for their share may have all that the text leaves. */
export async function renderHeaderWithin(header, share, leftByText) {
    const all = header.render(Number.POSITIVE_INFINITY);
    return all.length <= share ? all : header.render(Math.max(share, await leftByText()));
}
/** Completes a page's properties and looks up the names in them and the page's place. */
export async function readPageHeader(session, page, lookups) {
    const card = cacheSummary(session, page);
    const [path, { names, notes }] = await Promise.all([
        pagePath(session, card.parent, lookups),
        readProperties(session, page, lookups),
    ]);
    const header = {
        title: card.title,
        url: shortUrl(page.url),
        path,
        lastEdited: page.last_edited_time,
        properties: page.properties,
        // The path leads to the database, so that its columns are known now in most cases.
        formats: numberFormats(session, (await knownColumns(session, page)) ?? {}),
    };
    return {
        title: card.title,
        state: stateSentence(page),
        render: (maximum) => renderPageHeader(header, names, maximum),
        notes: [...notes, unnamedNote(names.unnamed)],
        isCut: notes.some((note) => note !== ''),
    };
}
/** The first sentence of an answer. Of a page whose properties are cut, only the text can be whole. */
export function summaryWith(header, summary) {
    const told = header?.isCut === true ? summary.replace(/^The whole page\b/, 'The whole text of the page') : summary;
    return `${told}${header?.state ?? ''}`;
}
/** Completes the properties and looks up the people and pages they name. */
async function readProperties(session, page, lookups) {
    const values = Object.values(page.properties);
    const isCut = values.some(hasMore);
    const columns = isCut || (await unknownTitlesIn(session, page)) >= MIN_PAGES_FOR_COLUMNS
        ? await columnsOf(session, page, lookups)
        : undefined;
    const notes = columns === undefined
        ? [
            ...partialNotes({ lists: await completeValues(session, [page], lookups), computed: 0 }),
            isCut ? uncertaintyNote(page) : '',
        ]
        : partialNotes(await completeProperties(session, [page], { schema: columns, columns: Object.values(columns) }, lookups));
    const references = Object.values(page.properties).map((value) => referencesInProperty(value));
    const names = await lookUpNames(session, joinReferences(references), lookups, relatedRows([page], Object.values(columns ?? {})));
    return { names, notes };
}
/** The columns of the database that the page is a row of; its path leads there as well, so they seldom cost a request. */
async function columnsOf(session, page, lookups) {
    const parent = parentOf(page.parent);
    if (parent?.kind !== 'data_source') {
        return undefined;
    }
    const known = await knownColumns(session, page);
    if (known !== undefined) {
        return known;
    }
    session.deleteCached(dataSourceCache, parent.id);
    const read = lookups.take()
        ? await undefinedOnToolError(() => retrieveDataSource(session, parent.id))
        : undefined;
    return read?.properties;
}
/** The same as far as they were read before, which costs no request. */
async function knownColumns(session, page) {
    const parent = parentOf(page.parent);
    if (parent?.kind !== 'data_source') {
        return undefined;
    }
    await session.prefetchShared(dataSourceCache, [parent.id]);
    const known = session.getCached(dataSourceCache, parent.id)?.properties;
    // A column that was renamed since the columns were read would be taken for one without relations behind it.
    return known !== undefined && Object.keys(page.properties).every((name) => name in known)
        ? known
        : undefined;
}
async function unknownTitlesIn(session, page) {
    const ids = Object.values(page.properties).flatMap((value) => referencesInProperty(value).titles);
    await prefetchSummaries(session, ids);
    return new Set(ids.filter((id) => getCachedSummary(session, id) === undefined)).size;
}
/** Without the columns it is unknown which relation a value is computed over. */
function uncertaintyNote(page) {
    const computed = Object.values(page.properties).filter(({ type }) => type === 'rollup' || type === 'formula').length;
    return computed === 0
        ? ''
        : `Possibly computed by Notion over the first 25 related pages only: ${pluralize(computed, 'value')} (the database's columns could not be read).`;
}
