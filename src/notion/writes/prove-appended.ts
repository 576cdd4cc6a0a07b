import { CLOCK_TOLERANCE_MS } from './prove-created.js';
import type { Proof } from './send-write.js';

/** A block as a list of its parent's children shows it. */
export interface ListedBlock {
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
}

const MINUTE_MS = 60_000;

/**
 * Whether the blocks stand among their parent's children: next to each other, made since then and by this connection. Notion
 * adds all of a request or nothing, so that it is absent if not one such block is there; two places that fit, a part, and blocks
 * that are older than the call prove nothing.
 */
export function proveAppended(
  { blocks, isWhole }: { readonly blocks: readonly ListedBlock[]; readonly isWhole: boolean },
  { keys, since, authors, isOthers, hasRivals }: AppendedBlocks,
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
  const isNew = (block: ListedBlock | undefined, key: string | undefined): boolean =>
    block?.key === key && block !== undefined && isOurs(block) && Date.parse(block.createdTime) >= minute;
  const places = [...blocks.keys()].filter((at) => keys.every((key, next) => isNew(blocks[at + next], key)));
  const [only, ...others] = places;
  return only === undefined || others.length > 0 || hasRivals
    ? { kind: 'unclear' }
    : { kind: 'saved', result: blocks.slice(only, only + keys.length).map(({ id }) => id) };
}
