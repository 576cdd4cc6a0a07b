import { ConflictError } from '../../../errors.js';
import { updateBlock } from '../../../notion/endpoints/block-writes.js';
import { retrieveBlock, type Block } from '../../../notion/endpoints/blocks.js';
import type { WritingSession } from '../../../notion/session.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { say } from '../../../text/words.js';
import type { ChangeStep } from '../run-change.js';
import { bodyBetween, isInState, type BlockState } from './block-state.js';

/** A block of a page, and the two states that a change brings it from and to. */
export interface EditedBlock {
  readonly id: string;
  readonly page: { readonly id: string; readonly title: string };
  readonly before: BlockState;
  readonly after: BlockState;
}

/** The request that edits one block, and only if it is still as it was read. */
export function editBlock(
  session: WritingSession,
  { id, page, before, after }: EditedBlock,
): ChangeStep<Block | undefined> {
  const request = updateBlock(id, bodyBetween(before, after));
  const read = (): Promise<Block> => retrieveBlock(session, id);
  const isUntouched = (block: Block): boolean => isInState(block, before);
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
      place: say`a block of the page ${page.title}`,
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
          throw new ConflictError(
            say`Somebody else has changed this block meanwhile, so it was not changed.`,
            say`Read the page and decide again.`,
          );
        }
      },
    },
  };
}
