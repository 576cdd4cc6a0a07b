import { retrieveBlock } from '../../notion/endpoints/blocks.js';
import type { NotionSession } from '../../notion/session.js';
import type { PageText } from '../../parsing/page-text.js';
import { nameDocument, parseDocument } from '../../parsing/parse-document.js';
import { textSizeOf, type LookupBudget } from '../lookup-budget.js';
import { lookUpNames } from '../names/look-up-names.js';
import { undefinedOnToolError } from '../tolerate.js';

/** The block that an address points at, and what was read of it; of no piece where it could not be read. */
interface ReadLinkedBlock {
  readonly id: string;
  readonly text: PageText;
}

/** Reads the block that an address points at, by one request. */
export async function readLinkedBlock(
  session: NotionSession,
  id: string,
  lookups: LookupBudget,
): Promise<ReadLinkedBlock> {
  const piece = await undefinedOnToolError(async () => {
    const trees = [{ block: await retrieveBlock(session, id), children: [], complete: true }];
    const work = { characters: textSizeOf(trees), signal: session.signal };
    const parsed = await parseDocument({ kind: 'blocks', trees, page: '' }, work);
    return nameDocument(parsed, (references) => lookUpNames(session, references, lookups));
  });
  return { id, text: piece === undefined ? [] : [piece] };
}
