import { CLOCK_TOLERANCE_MS } from './prove-created.js';
import type { Proof } from './send-write.js';

/** A block as a list of its parent's children shows it. */
interface ListedBlock {
  readonly id: string;
  /** The same for blocks of the same content. */
  readonly key: string;
  /** ISO 8601; Notion cuts it to the minute. */
  readonly createdTime: string;
  /** Id of the user or bot; undefined where Notion does not say. */
  readonly createdBy: string | undefined;
}

/** Blocks that may have been added. */
interface AppendedBlocks {
  /** Of each, in their order. */
  readonly keys: readonly string[];
  /** When the call began, by this machine's clock, which need not be Notion's. */
  readonly since: Date;
  readonly authors: ReadonlySet<string>;
  /** Blocks that other requests are known to have added. */
  readonly isOthers: (id: string) => boolean;
  /** Whether other requests may be adding to the same place. */
  readonly hasRivals: boolean;
  /** Whether some may be gone again: the look comes long after the request. */
  readonly mayBePart: boolean;
}

const MINUTE_MS = 60_000;

/**
 * Whether the blocks stand among their parent's children: next to each other, made since then and by this connection. Notion
 * adds all of a request or nothing, so that it is absent if not one such block is there, and what is left of it proves that it
 * was added; two places that fit and blocks that are older than the call prove nothing.
 */
export function proveAppended(
  { blocks, isWhole }: { readonly blocks: readonly ListedBlock[]; readonly isWhole: boolean },
  { keys, since, authors, isOthers, hasRivals, mayBePart }: AppendedBlocks,
): Proof<readonly string[]> {
  const minute = Math.floor(since.getTime() / MINUTE_MS) * MINUTE_MS;
  const wanted = new Set(keys);
  const isOurs = ({ id, key, createdTime, createdBy }: ListedBlock): boolean =>
    wanted.has(key) &&
    Date.parse(createdTime) >= since.getTime() - CLOCK_TOLERANCE_MS &&
    (createdBy === undefined || authors.has(createdBy)) &&
    !isOthers(id);
  if (!blocks.some(isOurs)) {
    return { kind: isWhole ? 'absent' : 'unclear' };
  }
  const isNew = (block: ListedBlock): boolean => isOurs(block) && Date.parse(block.createdTime) >= minute;
  if (hasRivals) {
    return { kind: 'unclear' };
  }
  const places = [...blocks.keys()].filter((at) =>
    keys.every((key, next) => {
      const block = blocks[at + next];
      return block?.key === key && isNew(block);
    }),
  );
  const [only, ...others] = places;
  if (only !== undefined) {
    return others.length > 0
      ? { kind: 'unclear' }
      : { kind: 'saved', result: blocks.slice(only, only + keys.length).map(({ id }) => id) };
  }
  const left = mayBePart ? blocks.filter(isNew) : [];
  return left.length > 0 && isSubsequence(left, keys)
    ? { kind: 'saved', result: left.map(({ id }) => id) }
    : { kind: 'unclear' };
}

/** Whether the blocks are among the keys in this order. */
function isSubsequence(blocks: readonly ListedBlock[], keys: readonly string[]): boolean {
  let at = 0;
  for (const { key } of blocks) {
    at = keys.indexOf(key, at) + 1;
    if (at === 0) {
      return false;
    }
  }
  return true;
}
