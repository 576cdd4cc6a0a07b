import { createHash } from 'node:crypto';
import { InputError } from '../../errors.js';
import { dataSourceCache, queryDataSource, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { withoutNesting } from '../../notion/query/nested-groups.js';
import { planFilter } from '../../notion/query/plan-filter.js';
import { planSorts } from '../../notion/query/sorts.js';
import { applyView } from '../../notion/query/view-query.js';
import { findSourceAndView } from '../names/find-view.js';
import { findPeople } from '../names/find-people.js';
import { findRelatedPages } from '../names/find-related-page.js';
import { readPeopleAhead } from './read-people-ahead.js';
/** Rows read to find out what formulas return: Notion leaves some uncomputed. */
const SAMPLE_ROWS = 5;
/**
 * Checks the question against the database's columns and finds the people and pages it names. `check` makes what else
 * depends on the columns. Columns that were remembered from an earlier call are read again before a name is refused.
 */
export async function planRowQuery(session, question, check) {
    const requestsBefore = session.requestCount;
    readPeopleAhead(session, question.where);
    const found = await findSourceAndView(session, question.database, question.view);
    const { source } = found;
    const columnsMayBeOld = session.requestCount === requestsBefore;
    try {
        return await planAgainstSource(session, found, question, check);
    }
    catch (error) {
        if (!(error instanceof InputError) || !columnsMayBeOld) {
            throw error;
        }
        session.deleteCached(dataSourceCache, source.id);
        const fresh = { ...found, source: await retrieveDataSource(session, source.id) };
        return planAgainstSource(session, fresh, question, check);
    }
}
async function planAgainstSource(session, { source, view, viewProblem }, question, check) {
    const schema = source.properties;
    const extra = check(schema);
    const sorts = planSorts(schema, question.sort);
    const lookups = filterLookups(session, source.id);
    const { where, match } = withoutNesting(question.where, question.match);
    const planned = await planFilter(schema, where, match, lookups);
    if (view === undefined) {
        return { source, sorts, extra, ...planned, view: viewProblem && { problem: viewProblem } };
    }
    const applied = applyView(view, planned, sorts);
    return {
        source,
        sorts: applied.sorts,
        extra,
        filter: applied.filter,
        singly: applied.singly,
        view: { view, applied, ownSorts: sorts.length > 0 },
    };
}
function filterLookups(session, dataSourceId) {
    return {
        readSample: async (propertyIds) => {
            const options = { propertyIds, pageSize: SAMPLE_ROWS };
            return (await queryDataSource(session, dataSourceId, options)).items;
        },
        readSchema: async (id) => (await retrieveDataSource(session, id)).properties,
        findIds: (reference) => reference.kind === 'person'
            ? findPeople(session, reference.text, reference.argument)
            : findRelatedPages(session, reference.text, reference.dataSourceId, reference.argument),
    };
}
/**
 * Marks an answer's cursor with the question it belongs to: Notion's cursors work with one filter and order only, and counts
 * with one column. A view may be changed between two calls. `figures` is what was asked of all rows, where no rows were asked for.
 */
export function requestFingerprint(question, dataSourceId, figures = [], view) {
    const { where, match, sort } = question;
    const asSeen = view !== undefined && 'applied' in view ? [view.applied.conditions, view.applied.viewSorts] : [];
    return createHash('sha256')
        .update(JSON.stringify([dataSourceId, where, match, sort, ...figures, ...asSeen]))
        .digest('base64url')
        .slice(0, 12);
}
