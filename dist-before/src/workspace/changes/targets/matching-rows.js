import { InputError } from '../../../errors.js';
import { queryDataSource } from '../../../notion/endpoints/databases.js';
import { stateOf } from '../../../notion/object-state.js';
import { say } from '../../../text/words.js';
import { planRowQuery } from '../../databases/plan-row-query.js';
import { nameOfDataSource } from '../../names/database-names.js';
import { columnsOf } from '../pages/page-schema.js';
/** Finds the rows that fit the conditions, at most `limit` of them. */
export async function findMatchingRows(session, choice, limit) {
    const { source, filter } = await planRowQuery(session, { ...choice, sort: [] }, () => undefined);
    if (stateOf(source) !== undefined) {
        throw new InputError('database', say `The database is in the trash, where Notion changes nothing.`, say `Restore it in Notion first.`);
    }
    const found = await queryDataSource(session, source.id, { filter, pageSize: limit });
    const schema = columnsOf(source);
    return {
        name: nameOfDataSource(session, source),
        rows: found.items.slice(0, limit).map((page) => ({ page, schema })),
        isMore: found.items.length > limit || found.nextCursor !== undefined || found.gap !== undefined,
    };
}
