import { InputError, isNotFound } from '../../errors.js';
import { stateOf } from '../../notion/object-state.js';
import { say } from '../../text/words.js';
/** Notion may refuse the rows of what is in the trash as if there were no such database. */
export async function explainState(source, read) {
    try {
        return await read();
    }
    catch (error) {
        const state = stateOf(source);
        if (state === undefined || !isNotFound(error)) {
            throw error;
        }
        throw new InputError('database', state === 'archived'
            ? say `This database is archived, and Notion does not give its rows.`
            : say `This database is in the trash, and Notion does not give its rows.`, say `Restore it in Notion, or pass another database.`, { cause: error });
    }
}
