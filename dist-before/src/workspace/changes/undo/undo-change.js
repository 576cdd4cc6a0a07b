import { say } from '../../../text/words.js';
import { refused } from './inverse.js';
import { invertAttachment } from './invert-attachment.js';
import { invertAddition } from './invert-addition.js';
import { invertCreation } from './invert-creation.js';
import { invertComment, invertCommentEdit } from './invert-comment.js';
import { invertDatabaseName, invertNewDatabase } from './invert-database.js';
import { invertSchema } from './invert-schema.js';
import { invertEdit } from './invert-edit.js';
import { invertMove } from './invert-move.js';
import { invertState } from './invert-state.js';
import { invertValues } from './invert-values.js';
import { invertNewView, invertViewChange, invertViewRemoval } from './invert-view.js';
import { SETTLES } from './settle.js';
/** How each kind of step is taken back. */
const INVERSES = {
    create: invertCreation,
    set: invertValues,
    schema: invertSchema,
    create_database: invertNewDatabase,
    rename_database: invertDatabaseName,
    create_view: invertNewView,
    change_view: invertViewChange,
    remove_view: invertViewRemoval,
    attach: invertAttachment,
    // What is not attached expires.
    upload: () => Promise.resolve([]),
    edit: invertEdit,
    comment: invertComment,
    edit_comment: invertCommentEdit,
    delete_comment: (_session, step) => Promise.resolve([refused(step, say `Notion cannot bring back a comment.`)]),
    append: invertAddition,
    move: invertMove,
    trash: invertState,
    restore: invertState,
    archive: invertState,
    unarchive: invertState,
    lock: invertState,
    unlock: invertState,
};
/** For so long after its begin, a step without an end may be under way: twice the time that a request to Notion takes at most. */
export const MAX_UNDER_WAY_MS = 120_000;
/**
 * What takes a change back, the last step first. Only what is still as the change left it is touched: what somebody has edited
 * since is theirs.
 */
export async function inverseOf(session, journal, change, now) {
    const inverses = [];
    for (const [at, step] of [...change.steps.entries()].toReversed()) {
        const outcome = change.outcomes.get(at);
        if (outcome?.kind === 'saved') {
            inverses.push(...(await INVERSES[step.action](session, step, outcome, { journal, now })));
        }
        else if (outcome?.kind !== 'absent') {
            inverses.push(...(await inverseOfUnknown(session, journal, change, step, now)));
        }
    }
    return inverses;
}
async function inverseOfUnknown(session, journal, change, step, now) {
    const proof = await SETTLES[step.action](session, journal, step, change);
    switch (proof.kind) {
        case 'saved':
            return INVERSES[step.action](session, step, proof.result, { journal, now });
        case 'absent':
            return now.getTime() - change.begunAt.getTime() < MAX_UNDER_WAY_MS
                ? [refused(step, say `It is not saved, but may still be under way; undo it again in two minutes.`)]
                : [{ kind: 'needless' }];
        case 'unclear':
            return [refused(step, say `It is not known whether this was saved; look at it in Notion.`)];
    }
}
