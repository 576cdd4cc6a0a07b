import * as z from 'zod';
import { listBlockChildren, type Block } from '../../../notion/endpoints/blocks.js';
import type { NotionSession } from '../../../notion/session.js';
import { proveAppended } from '../../../notion/writes/prove-appended.js';
import type { Proof } from '../../../notion/writes/send-write.js';
import { arrayOf, field, textField } from '../../../text/json.js';
import { isComplete } from '../../list-end.js';
import { readUntil } from '../../read-all.js';
import { authorIds, readAuthors } from '../authors.js';
import type { ChangeJournal, PlannedStep } from '../change-journal.js';
import { MAX_LISTINGS } from '../made/list-children.js';
import { keyOfStored, keyTree } from './block-key.js';

/** Milliseconds before a call in which another may have begun that is still adding something. */
const MAX_UNDER_WAY_MS = 600_000;

/** What the journal keeps of a request that adds blocks. */
export const recordedAppend = z.object({
  /** The page or block that the whole addition goes to. */
  parent: z.string(),
  /** Whether its blocks go there, and not below others of the addition. */
  isTop: z.boolean(),
  /** Of the blocks that the request makes, without what is nested in them. */
  keys: z.array(z.string()),
  /** Of the same blocks with all that the whole addition nests in them; none for others. */
  trees: z.array(keyTree).readonly(),
});
export type RecordedAppend = z.infer<typeof recordedAppend>;

/** Blocks that a request may have added. */
interface SoughtBlocks {
  readonly parent: string;
  readonly page: { readonly id: string; readonly title: string };
  readonly keys: readonly string[];
  /** When the call began that was to add them. */
  readonly since: Date;
  /** The change that was to add them, where this is not the call of that change. */
  readonly change?: string;
}

/** Looks for blocks that a call may have added. Another call matters only if it adds a block that cannot be told from these. */
export async function findAppended(
  session: NotionSession,
  journal: ChangeJournal,
  { parent, page, keys, since, change }: SoughtBlocks,
): Promise<Proof<readonly Block[]>> {
  const [read, authors] = await Promise.all([listBlocks(session, parent), readAuthors(session)]);
  const listed = { blocks: read.items.map(listedBlock), isWhole: isComplete(read) };
  const sought = { keys, since, authors: authorIds(authors), mayBePart: change !== undefined };
  const own = new Set<unknown>(keys);
  const fitting = listed.blocks.filter(({ key }) => own.has(key)).map(({ id }) => id);
  const alone = proveAppended(listed, { ...sought, isOthers: () => false, hasRivals: false });
  if (alone.kind === 'absent') {
    // Nothing is there that could be anybody's.
    return alone;
  }
  // In this order, after the list: what was being added when it was read is still so, or recorded by now.
  const underWay = await journal.unfinished(
    { action: 'append', target: page.id, title: page.title },
    new Date(since.getTime() - MAX_UNDER_WAY_MS),
    change,
  );
  const others = await journal.recorded(fitting);
  const proof = proveAppended(listed, {
    ...sought,
    isOthers: (id) => others.has(id),
    hasRivals: underWay.some((step) => keysIn(step).some((key) => own.has(key))),
  });
  return proof.kind === 'saved' ? { kind: 'saved', result: chosenBlocks(read.items, proof.result) } : proof;
}

export function listBlocks(session: NotionSession, parent: string): ReturnType<typeof readUntil<Block>> {
  return readUntil((cursor) => listBlockChildren(session, parent, cursor), MAX_LISTINGS);
}

/** Those of these ids, in their order. */
export function chosenBlocks(blocks: readonly Block[], ids: readonly string[]): readonly Block[] {
  const known = new Map(blocks.map((block) => [block.id, block]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

function keysIn({ after }: PlannedStep): readonly unknown[] {
  return arrayOf(field(after, 'keys'));
}

function listedBlock(block: Block): Parameters<typeof proveAppended>[0]['blocks'][number] {
  return {
    id: block.id,
    key: keyOfStored(block),
    createdTime: textField(block, 'created_time') ?? '',
    createdBy: textField(field(block, 'created_by'), 'id'),
  };
}
