import type { BlockTree } from '../../content/blocks/from-blocks.js';
import { CancelledError, ReconnectError, RetryLaterError, ToolError } from '../../errors.js';
import { listBlockChildren, type Block } from '../../notion/endpoints/blocks.js';
import type { ListPage } from '../../notion/endpoints/list-page.js';
import type { NotionSession } from '../../notion/session.js';
import { field, textField } from '../../text/json.js';
import { textSizeOf, type LookupBudget } from '../lookup-budget.js';
import { readAll } from '../read-all.js';

/** Child pages and databases are separate objects with content of their own. */
const NOT_ENTERED = new Set(['child_page', 'child_database']);

interface Children {
  readonly trees: BlockTree[];
  readonly complete: boolean;
  /** Of all texts in them, counted list by list: all at once would take long on a large page. */
  readonly characters: number;
}

/** Whether nothing is missing in a tree: each list knows only of itself whether it was read to its end. */
export function isWhole({ complete, children }: BlockTree): boolean {
  return complete && children.every(isWhole);
}

/** What is read besides what is always read. */
interface TreeOptions {
  /** Transcripts of meetings. */
  readonly transcripts?: boolean;
  /** Whether the beginning of a list is worth an answer where its rest cannot be read. */
  readonly beginnings?: boolean;
}

/** Reads the blocks below a page or block, one request for each that has children, as far as the allowance reaches. */
export async function readBlockTrees(
  session: NotionSession,
  parentId: string,
  lookups: LookupBudget,
  options: TreeOptions = {},
): Promise<Children> {
  return new TreeReader(session, lookups, options).below(parentId);
}

/** The block with what is below it, as far as that can be read, and the characters of what is below. */
export async function readBlockTree(
  session: NotionSession,
  block: Block,
  lookups: LookupBudget,
  options: TreeOptions = {},
): Promise<{ readonly tree: BlockTree; readonly characters: number }> {
  const reader = new TreeReader(session, lookups, options);
  return { tree: await reader.tree(block), characters: reader.characters };
}

class TreeReader {
  readonly #session: NotionSession;
  readonly #lookups: LookupBudget;
  readonly #options: TreeOptions;
  /** Originals of synced blocks that were read in place of a copy. */
  readonly #originals = new Set<string>();
  /** Of all texts that were read. */
  characters = 0;

  constructor(session: NotionSession, lookups: LookupBudget, options: TreeOptions) {
    this.#session = session;
    this.#lookups = lookups;
    this.#options = options;
  }

  async below(parentId: string, transcriptId?: string): Promise<Children> {
    const { items: blocks, complete } = await readAll(this.#lookups, (cursor) =>
      this.#children(parentId, cursor),
    );
    this.characters += textSizeOf(blocks);
    const trees = await Promise.all(blocks.map((block) => this.tree(block, transcriptId)));
    return { trees, complete, characters: this.characters };
  }

  async tree(block: Block, transcriptId?: string): Promise<BlockTree> {
    if (transcriptId !== undefined && block.id === transcriptId) {
      return { block, children: [], complete: true, isOmittedTranscript: true };
    }
    if (!('type' in block) || !block.has_children || NOT_ENTERED.has(block.type)) {
      return { block, children: [], complete: true };
    }
    const omitted = this.#options.transcripts === true ? undefined : transcriptOf(block);
    const own = await this.#belowIfReadable(block.id, omitted);
    const original = originalOf(block);
    // A copy says that it has children, and may then have none to give although its original can be read.
    if (original === undefined || own.trees.length > 0) {
      return { block, children: own.trees, complete: own.complete };
    }
    // Once only: an original that holds its own copy would have no end.
    if (this.#originals.has(original)) {
      return { block, children: [], complete: false };
    }
    this.#originals.add(original);
    const { trees, complete } = await this.#belowIfReadable(original);
    return { block, children: trees, complete };
  }

  /** The rest of a list that breaks off is missing like a place of its own. */
  async #children(parentId: string, cursor: string | undefined): Promise<ListPage<Block>> {
    try {
      return await listBlockChildren(this.#session, parentId, cursor);
    } catch (error) {
      if (this.#options.beginnings === true && cursor !== undefined && concernsOnePlace(error)) {
        return { items: [], nextCursor: undefined, gap: { kind: 'no list' }, unreadable: 0 };
      }
      throw error;
    }
  }

  async #belowIfReadable(id: unknown, transcriptId?: string): Promise<Children> {
    const nothing = { trees: [], complete: false };
    if (typeof id !== 'string') {
      return { ...nothing, characters: this.characters };
    }
    try {
      return await this.below(id, transcriptId);
    } catch (error) {
      if (concernsOnePlace(error)) {
        return { ...nothing, characters: this.characters };
      }
      throw error;
    }
  }
}

/**
 * Whether a block that cannot be read is a place that is missing: Notion refuses blocks of some types, and may fail at one.
 * What stops every further read stops the page's.
 */
function concernsOnePlace(error: unknown): boolean {
  return (
    error instanceof ToolError &&
    !(error instanceof CancelledError) &&
    !(error instanceof ReconnectError) &&
    !(error instanceof RetryLaterError)
  );
}

/** The block that a synced block is a copy of. */
function originalOf(block: Block): string | undefined {
  return textField(field(field(block, 'synced_block'), 'synced_from'), 'block_id');
}

/** The block that holds the words of a meeting. */
function transcriptOf(block: Extract<Block, { type: string }>): string | undefined {
  return textField(field(field(block, block.type), 'children'), 'transcript_block_id');
}
