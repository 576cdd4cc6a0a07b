import { CancelledError, ToolError } from '../../../errors.js';
import { retrieveBlock } from '../../../notion/endpoints/blocks.js';
import { retrieveDatabase, retrieveDataSource } from '../../../notion/endpoints/databases.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { stateOf } from '../../../notion/object-state.js';
import { parentOf } from '../../../notion/parent-of.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { field } from '../../../text/json.js';
import { titleOf } from '../../names/titles.js';
/** Steps from a page up; pages are mostly less than ten deep. */
const MAX_STEPS = 30;
/** What lies above, from the nearest on, as far as it can be read and is asked for. */
export async function ancestorsOf(session, start, most = MAX_STEPS) {
    const ancestors = [];
    let next = start;
    while (next !== undefined && ancestors.length < most) {
        const read = await readAncestor(session, next);
        if (read === undefined) {
            break;
        }
        ancestors.push({ id: next.id, title: read.title, isInTrash: stateOf(read.object) === 'in the trash' });
        next = read.parent;
    }
    return ancestors;
}
async function readAncestor(session, { kind, id }) {
    try {
        switch (kind) {
            case 'page': {
                const page = await retrieveCurrentPage(session, id);
                return { object: page, title: titleOf(page), parent: parentOf(page.parent) };
            }
            case 'data_source': {
                const source = await retrieveDataSource(session, id);
                return { object: source, title: plainText(source.title), parent: parentOf(source.parent) };
            }
            case 'database': {
                const database = await retrieveDatabase(session, id);
                return { object: database, title: plainText(database.title), parent: parentOf(database.parent) };
            }
            case 'block': {
                const block = await retrieveBlock(session, id);
                return { object: block, title: '', parent: parentOf(field(block, 'parent')) };
            }
        }
    }
    catch (error) {
        if (error instanceof ToolError && !(error instanceof CancelledError)) {
            return undefined;
        }
        throw error;
    }
}
