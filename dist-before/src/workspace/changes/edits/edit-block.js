import { ConflictError } from '../../../errors.js';
import { updateBlock } from '../../../notion/endpoints/block-writes.js';
import { retrieveBlock } from '../../../notion/endpoints/blocks.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { say } from '../../../text/words.js';
import { bodyBetween, isInState } from './block-state.js';
/** The request that edits one block, and only if it is still as it was read. */
export function editBlock(session, { id, page, before, after }) {
    const request = updateBlock(id, bodyBetween(before, after));
    const read = () => retrieveBlock(session, id);
    const isUntouched = (block) => isInState(block, before);
    return {
        planned: {
            action: 'edit',
            target: id,
            title: page.title,
            before: { page: page.id, ...before },
            after: { page: page.id, ...after },
        },
        idsOf: () => [id],
        write: {
            endpoint: request.endpoint,
            place: say `a block of the page ${page.title}`,
            page: page.id,
            isCheckedFirst: true,
            // What lies in a removed block goes with it.
            leavesOthers: !after.isRemoved,
            send: async (client) => {
                const answer = await request.send(client);
                return 'type' in answer ? answer : undefined;
            },
            prove: () => proveUpdated({ read, isSaved: (block) => isInState(block, after), isUntouched }),
            readSaved: read,
            recheck: async () => {
                if (!isUntouched(await read())) {
                    throw new ConflictError(say `Somebody else has changed this block meanwhile, so it was not changed.`, say `Read the page and decide again.`);
                }
            },
        },
    };
}
