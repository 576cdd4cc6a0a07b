import type { PageObjectResponse } from '@notionhq/client';
import type { References } from '../../content/collect-references.js';
import type { Unloaded } from '../../content/document.js';
import type { Names } from '../../content/names.js';
import {
  AccessError,
  CancelledError,
  isNotShared,
  UnexpectedResponseError,
  TooLargeError,
  ToolError,
  UnavailableError,
} from '../../errors.js';
import { retrieveBlock } from '../../notion/endpoints/blocks.js';
import {
  retrieveCurrentPage,
  retrievePage,
  retrievePageMarkdown,
  type PageMarkdown,
} from '../../notion/endpoints/pages.js';
import type { NotionSession } from '../../notion/session.js';
import type { DocumentSource, PagePiece, PageText } from '../../parsing/page-text.js';
import {
  missingNames,
  nameDocument,
  parseDocument,
  type ParsedDocument,
} from '../../parsing/parse-document.js';
import { say } from '../../text/words.js';
import { type LookupBudget, textSizeOf } from '../lookup-budget.js';
import { readBlockTree, readBlockTrees } from './block-trees.js';
import { lookUpNames, type UnnamedCount } from '../names/look-up-names.js';
import { unmarkedIn, wholeLines } from './partial-text.js';

/** Rounds of filling in what was not loaded: a subtree can again hold places that were not loaded. */
const MAX_FILL_ROUNDS = 5;

export interface PageDocument {
  readonly text: PageText;
  readonly unnamed: UnnamedCount;
  /** Places whose content is not shared with the connection. */
  readonly notShared: number;
  /** Places left out because the allowance was used up or Notion failed. */
  readonly notLoaded: number;
  /** Parts that Notion left out of its text without a mark where they belong. */
  readonly unmarked: number;
  /** Characters that were left out because the call has read as much text as it may. */
  readonly leftOut: number;
  /** Transcripts of meetings that were not asked for. */
  readonly transcripts: number;
  /** Names of tags that this server does not know and left out. */
  readonly unknownTags: readonly string[];
  /** Characters that were read. */
  readonly characters: number;
  /** Whether it shows content that lies elsewhere, and can be edited there. */
  readonly hasCopies: boolean;
}

/** What is read of a page besides what is always read. */
interface DocumentOptions {
  /** Transcripts of meetings too. */
  readonly transcripts?: boolean;
  /** The page itself, where it is being read anyway. */
  readonly page?: Promise<PageObjectResponse> | undefined;
  /** Its text, where it was asked for already. */
  readonly text?: Promise<PageMarkdown> | undefined;
  /** Rejects where Notion gives no text in either way, instead of showing the page without it. */
  readonly needsText?: boolean;
}

/**
 * A page's content: the markdown endpoint's text (one request), with subtrees that it left out and blocks that it
 * cannot print fetched and put in place. Where the endpoint refuses the page, the blocks are read one level at a time.
 * It sometimes knows nothing of a page that can be read: `page` is what reads the page itself, if anything does.
 */
export async function readPageDocument(
  session: NotionSession,
  pageId: string,
  lookups: LookupBudget,
  options: DocumentOptions = {},
): Promise<PageDocument> {
  const reader = new DocumentReader(session, pageId, lookups, options);
  let text: PageMarkdown;
  try {
    text = await (options.text ?? retrievePageMarkdown(session, pageId, options));
  } catch (error) {
    if (
      error instanceof UnexpectedResponseError ||
      error instanceof UnavailableError ||
      error instanceof TooLargeError
    ) {
      return readBlocks(reader, session, pageId, options);
    }
    if (error instanceof AccessError) {
      // A database has blocks too, which show none of it: only a page is read by its blocks.
      const { id } = await (options.page ?? retrievePage(session, pageId));
      if (id !== pageId) {
        // A block was given, and `page` is where it lies: that one is wanted whole.
        throw error;
      }
      return readBlocks(reader, session, pageId, options);
    }
    throw error;
  }
  return reader.read(text);
}

/** A page that may be read is shown without its text where Notion does not give that in either way. */
async function readBlocks(
  reader: DocumentReader,
  session: NotionSession,
  id: string,
  { needsText = false }: DocumentOptions,
): Promise<PageDocument> {
  try {
    return await reader.readFromBlocks();
  } catch (error) {
    if (!(error instanceof AccessError)) {
      throw error;
    }
    // What a search has found may no longer be shared.
    await retrieveCurrentPage(session, id);
    if (needsText) {
      throw new UnavailableError(
        say`Notion shows this page, but not its text.`,
        say`Read it again in some minutes.`,
        { cause: error },
      );
    }
    return reader.read({ markdown: '', truncated: true, unknownBlockIds: [] });
  }
}

/** A piece of which the places are known already, while its names are looked up. */
interface NamedLater extends ParsedDocument {
  readonly piece: Promise<PagePiece>;
}

class DocumentReader {
  readonly #session: NotionSession;
  readonly #page: string;
  readonly #options: DocumentOptions;
  readonly #unknownTags = new Set<string>();
  readonly #allowance: LookupBudget;
  readonly #unnamed: UnnamedCount = { notShared: 0, forbidden: 0, notLookedUp: 0 };
  #leftOut = 0;
  #unmarked = 0;
  #characters = 0;
  readonly #refused = new Set<string>();
  /** Places already requested: one that is returned unchanged, or holds the page itself, is not requested again. */
  readonly #asked: Set<string>;

  constructor(session: NotionSession, pageId: string, lookups: LookupBudget, options: DocumentOptions) {
    this.#session = session;
    this.#page = pageId;
    this.#asked = new Set([pageId]);
    this.#allowance = lookups;
    this.#options = options;
  }

  async read(text: PageMarkdown): Promise<PageDocument> {
    const first = await this.#parse(text);
    const pieces = [first.piece];
    let { unloaded, transcripts, hasCopies } = first;
    for (let round = 0; round < MAX_FILL_ROUNDS; round += 1) {
      const open = unloaded.filter((place) => !this.#asked.has(place.id));
      const filled = await Promise.all(
        open.map(async (place) => ({ place, content: await this.#fill(place) })),
      );
      for (const { place, content } of filled) {
        if (content !== undefined) {
          const places = unloaded.filter(({ id }) => id === place.id).length;
          pieces.push(content.piece.then((piece) => ({ ...piece, place: place.id })));
          unloaded = unloaded.flatMap((other) => (other.id === place.id ? content.unloaded : [other]));
          transcripts += places * content.transcripts;
          hasCopies ||= content.hasCopies;
        }
      }
      if (open.length === 0) {
        break;
      }
    }
    const notShared = unloaded.filter((place) => this.#refused.has(place.id)).length;
    const named = await Promise.all(pieces);
    return {
      ...this.#counts(),
      text: named,
      notShared,
      notLoaded: unloaded.length - notShared,
      transcripts,
      hasCopies,
    };
  }

  async #parse(text: PageMarkdown): Promise<NamedLater> {
    const { markdown, unknownBlockIds } = text;
    const taken = this.#allowance.takeText(markdown.length);
    const whole = taken === markdown.length;
    const read = whole ? markdown : wholeLines(markdown, taken);
    this.#leftOut += markdown.length - read.length;
    this.#characters += read.length;
    const { transcripts = false } = this.#options;
    const source = { kind: 'markdown', markdown: read, unknownBlockIds, page: this.#page } as const;
    const parsed = await this.#document({ ...source, transcripts }, read.length);
    this.#unmarked += whole ? unmarkedIn(text, parsed) : 0;
    return parsed;
  }

  async #fill(place: Unloaded): Promise<NamedLater | undefined> {
    if (!this.#allowance.take()) {
      return undefined;
    }
    this.#asked.add(place.id);
    try {
      return place.reason === 'truncated'
        ? await this.#parse(await retrievePageMarkdown(this.#session, place.id, this.#options))
        : await this.#block(place.id);
    } catch (error) {
      if (!(error instanceof ToolError) || error instanceof CancelledError) {
        throw error;
      }
      if (isNotShared(error)) {
        this.#refused.add(place.id);
      }
      return undefined;
    }
  }

  async #block(id: string): Promise<NamedLater | undefined> {
    const block = await retrieveBlock(this.#session, id);
    const size = textSizeOf(block);
    if (this.#allowance.takeText(size) < size) {
      return undefined;
    }
    const options = { ...this.#options, beginnings: true };
    const { tree, characters } = await readBlockTree(this.#session, block, this.#allowance, options);
    this.#characters += size + characters;
    return this.#document({ kind: 'blocks', trees: [tree], page: '' }, size + characters);
  }

  /** One level at a time, for a page that the markdown endpoint refuses. */
  async readFromBlocks(): Promise<PageDocument> {
    const page = this.#page;
    const { trees, complete, characters } = await readBlockTrees(this.#session, page, this.#allowance, {
      ...this.#options,
      beginnings: true,
    });
    this.#characters = characters;
    if (!complete) {
      const block = { object: 'block', id: page } as const;
      trees.push({ block, children: [], complete: true, isRestOfPage: true });
    }
    const { piece, unloaded, transcripts, hasCopies } = await this.#document(
      { kind: 'blocks', trees, page },
      characters,
    );
    const text = [await piece];
    return {
      ...this.#counts(),
      text,
      notShared: 0,
      notLoaded: unloaded.length,
      transcripts,
      hasCopies,
    };
  }

  #counts(): Pick<PageDocument, 'unnamed' | 'unmarked' | 'leftOut' | 'unknownTags' | 'characters'> {
    return {
      unnamed: this.#unnamed,
      unmarked: this.#unmarked,
      leftOut: this.#leftOut,
      unknownTags: [...this.#unknownTags],
      characters: this.#characters,
    };
  }

  async #document(source: DocumentSource, characters: number): Promise<NamedLater> {
    const { signal } = this.#session;
    const parsed = await parseDocument(source, { characters, signal });
    for (const name of parsed.unknownTags) {
      this.#unknownTags.add(name);
    }
    const piece = nameDocument(parsed, (references) => this.#lookUp(references));
    piece.catch(() => {});
    // Names and places are asked for together where there are requests for all of them; else names come first.
    if (missingNames(parsed) + parsed.unloaded.length >= this.#allowance.left) {
      await piece;
    }
    return { ...parsed, piece };
  }

  async #lookUp(references: References): Promise<Names> {
    const names = await lookUpNames(this.#session, references, this.#allowance);
    this.#unnamed.notShared += names.unnamed.notShared;
    this.#unnamed.forbidden += names.unnamed.forbidden;
    this.#unnamed.notLookedUp += names.unnamed.notLookedUp;
    return names;
  }
}
