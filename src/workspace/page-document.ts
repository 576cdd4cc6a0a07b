import { counted } from '../content/counted.js';
import { renderWithNames, type References } from '../content/collect-references.js';
import type { DocumentBlock, Unloaded } from '../content/document.js';
import { documentFromBlocks } from '../content/from-blocks.js';
import { documentFromMarkdown } from '../content/from-markdown.js';
import type { Names } from '../content/names.js';
import { graft, unloadedBlocks } from '../content/graft.js';
import {
  AccessError,
  CancelledError,
  ReportError,
  TooLargeError,
  ToolError,
  UnavailableError,
} from '../errors.js';
import { retrieveBlock } from '../notion/blocks.js';
import { retrievePageMarkdown } from '../notion/pages.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';
import { readBlockTrees } from './block-trees.js';
import { lookUpNames, type UnnamedCount } from './names.js';

/** Rounds of filling in what was not loaded: a subtree can again hold places that were not loaded. */
const DEEPEST_FILLING = 5;

export interface PageDocument {
  readonly blocks: DocumentBlock[];
  readonly unnamed: UnnamedCount;
  /** Places whose content is not shared with the connection. */
  readonly notShared: number;
  /** Places left out because the allowance was used up or Notion failed. */
  readonly notLoaded: number;
}

/**
 * A page's content: the markdown endpoint's text (one request), with subtrees that it left out and blocks that it
 * cannot print fetched and put in place. Where the endpoint refuses the page, the blocks are read one level at a time.
 */
export async function readPageDocument(
  session: NotionSession,
  pageId: string,
  allowance: RequestAllowance,
): Promise<PageDocument> {
  try {
    return await new DocumentReader(session, allowance).read(pageId);
  } catch (error) {
    if (error instanceof ReportError || error instanceof UnavailableError || error instanceof TooLargeError) {
      return new DocumentReader(session, allowance).readFromBlocks(pageId);
    }
    throw error;
  }
}

/** What a reader should know about the places that are missing; '' when nothing is. */
export function missingNote({ notShared, notLoaded }: PageDocument): string {
  const notes = [
    notShared > 0 ? `Not shared with this connection, so left out: ${counted(notShared, 'place')}.` : '',
    notLoaded > 0 ? `Could not be loaded, marked in the text: ${counted(notLoaded, 'place')}.` : '',
  ];
  return notes.filter((note) => note !== '').join(' ');
}

class DocumentReader {
  readonly #session: NotionSession;
  readonly #allowance: RequestAllowance;
  readonly #unnamed: UnnamedCount = { notShared: 0, notLookedUp: 0 };
  readonly #refused = new Set<string>();
  /** Places already asked for: one that comes back as it was is not asked for again. */
  readonly #asked = new Set<string>();

  constructor(session: NotionSession, allowance: RequestAllowance) {
    this.#session = session;
    this.#allowance = allowance;
  }

  async read(pageId: string): Promise<PageDocument> {
    let blocks = await this.#markdown(pageId);
    for (let round = 0; round < DEEPEST_FILLING; round += 1) {
      const open = unloadedBlocks(blocks).filter((place) => !this.#asked.has(place.id));
      const filled = await Promise.all(
        open.map(async (place) => ({ place, content: await this.#fill(place) })),
      );
      for (const { place, content } of filled) {
        if (content !== undefined) {
          blocks = graft(blocks, place.id, content);
        }
      }
      if (open.length === 0) {
        break;
      }
    }
    const left = unloadedBlocks(blocks);
    const notShared = left.filter((place) => this.#refused.has(place.id)).length;
    return { blocks, unnamed: this.#unnamed, notShared, notLoaded: left.length - notShared };
  }

  async #markdown(id: string): Promise<DocumentBlock[]> {
    const { markdown, unknownBlockIds } = await retrievePageMarkdown(this.#session, id);
    return renderWithNames(
      (names) => documentFromMarkdown(markdown, names, unknownBlockIds),
      (references) => this.#lookUp(references),
    );
  }

  async #fill(place: Unloaded): Promise<DocumentBlock[] | undefined> {
    if (!this.#allowance.take()) {
      return undefined;
    }
    this.#asked.add(place.id);
    try {
      return place.reason === 'truncated' ? await this.#markdown(place.id) : await this.#block(place.id);
    } catch (error) {
      if (!(error instanceof ToolError) || error instanceof CancelledError) {
        throw error;
      }
      if (error instanceof AccessError) {
        this.#refused.add(place.id);
      }
      return undefined;
    }
  }

  async #block(id: string): Promise<DocumentBlock[]> {
    const trees = [{ block: await retrieveBlock(this.#session, id), children: [], complete: true }];
    return renderWithNames(
      (names) => documentFromBlocks(trees, names),
      (references) => this.#lookUp(references),
    );
  }

  /** One level at a time, for a page that the markdown endpoint refuses. */
  async readFromBlocks(pageId: string): Promise<PageDocument> {
    const { trees, complete } = await readBlockTrees(this.#session, pageId, this.#allowance);
    const blocks = await renderWithNames(
      (names) => documentFromBlocks(trees, names, pageId),
      (references) => this.#lookUp(references),
    );
    const places = unloadedBlocks(blocks).length;
    return { blocks, unnamed: this.#unnamed, notShared: 0, notLoaded: complete ? places : places + 1 };
  }

  async #lookUp(references: References): Promise<Names> {
    const names = await lookUpNames(this.#session, references, this.#allowance);
    this.#unnamed.notShared += names.unnamed.notShared;
    this.#unnamed.notLookedUp += names.unnamed.notLookedUp;
    return names;
  }
}
