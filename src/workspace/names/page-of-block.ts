import { isNotFound } from '../../errors.js';
import type { NotionSession } from '../../notion/session.js';
import { readSummary, type ObjectParent } from './titles.js';

/** Blocks around a block that are asked for the page that holds them all; one request each. */
const MAX_BLOCKS_AROUND = 20;

/** The id of the page that a block is on; undefined for what is no block. */
export async function pageOfBlock(session: NotionSession, blockId: string): Promise<string | undefined> {
  let next: ObjectParent = { kind: 'block', id: blockId };
  for (let around = 0; around < MAX_BLOCKS_AROUND && next?.kind === 'block'; around += 1) {
    try {
      next = (await readSummary(session, 'block', next.id)).parent;
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
      return undefined;
    }
  }
  return next?.kind === 'page' ? next.id : undefined;
}
