import { InputError, UnexpectedResponseError } from '../../errors.js';
import { say } from '../../text/words.js';
import { viewNote } from './view-note.js';
/**
 * The answer with a first note on the view. Where Notion refuses the query, the view's filter may be the reason, which the
 * caller cannot change: an `InputError` says to go without it.
 */
export async function answerAsView(session, { planned, schema, isOrdered }, lookups, answer) {
    try {
        const plain = await answer();
        const note = await viewNote(session, planned, schema, lookups, isOrdered);
        return { ...plain, notes: [note, ...plain.notes] };
    }
    catch (error) {
        if (!(error instanceof UnexpectedResponseError) || planned === undefined || 'problem' in planned) {
            throw error;
        }
        throw new InputError('view', say `Notion does not accept the query as the view ${planned.view.name}: ${error.wording.problem}`, say `Call again with where and sort instead of the view, and without ?v= in the database's URL.`, { cause: error });
    }
}
