import { pluralize } from '../../content/answer/pluralize.js';
import { completeRollups } from './complete-rollups.js';
import { completeValues } from './complete-values.js';
/** Completes, in place, what Notion cuts at 25 related pages or people. */
export async function completeProperties(session, pages, { schema, columns, lists = columns }, lookups) {
    // Rollups start first: they check which relations were cut, and a completed relation no longer shows that.
    const [computed, cutLists] = await Promise.all([
        completeRollups(session, pages, lookups, schema, columns),
        completeValues(session, pages, lookups, schema, lists.map(({ name }) => name)),
    ]);
    return { computed, lists: cutLists };
}
/** Notes for the reader; none when all values are complete. */
export function partialNotes({ lists, computed }) {
    return [
        lists > 0 ? `Only the first 25 entries are shown in ${pluralize(lists, 'list')}.` : '',
        computed > 0
            ? `Computed by Notion over the first 25 related pages only: ${pluralize(computed, 'value')}.`
            : '',
    ].filter((note) => note !== '');
}
