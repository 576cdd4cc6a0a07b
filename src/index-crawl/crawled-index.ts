import type { DocumentFacts } from '../search-index/document/document.js';
import type { QueryMeaning } from '../search-index/meanings.js';
import { asksForWordsAlone, asksNothing, meaningOf, parseQuery } from '../search-index/query/parse-query.js';
import type { IndexReach } from '../search-index/reach.js';
import { MAX_REACH, type SearchIndex } from '../search-index/search-index.js';
import type { TextFindings, TextIndex, TextQuery } from '../search-index/text-index.js';
import { readReach } from './crawl-progress.js';
import type { Crawler } from './crawler.js';

/** Parents above a document that are looked for. */
const MAX_PATH_DEPTH = 12;

interface CrawledIndexOptions {
  readonly index: SearchIndex;
  readonly crawler: Pick<Crawler, 'report'>;
  /** Of the caller; undefined for one that may see all. */
  readonly roots?: readonly string[] | undefined;
  /** The vector of words, undefined where there is none in time; absent where passages are found by words only. */
  readonly meaningOf?: ((words: string) => Promise<QueryMeaning | undefined>) | undefined;
}

/** An index that a crawl keeps like the workspace, as calls ask it. */
export class CrawledIndex implements TextIndex {
  readonly #options: CrawledIndexOptions;

  constructor(options: CrawledIndexOptions) {
    this.#options = options;
  }

  get isRestricted(): boolean {
    return this.#options.roots !== undefined;
  }

  async find({ query, kind, limit, offset, now }: TextQuery): Promise<TextFindings> {
    const parsed = parseQuery(query);
    const kinds = parsed.kinds.length > 0 || kind === 'any' ? parsed.kinds : KINDS[kind];
    const { index, roots } = this.#options;
    const words = meaningOf(parsed);
    // What of a passage a caller with roots may see is known only when it is read: its words can be looked for then.
    const ask = this.isRestricted || words === '' ? undefined : this.#options.meaningOf;
    const meaning = await ask?.(words);
    const { isCut } = parsed;
    const findings = await index.find(
      { ...parsed, kinds },
      { limit: Math.min(limit, Math.max(0, MAX_REACH - offset)), offset, now, within: roots, meaning },
    );
    if (this.isRestricted) {
      // Which words and titles the whole index holds is not for a caller that may see a part of it.
      const hidden = { corrections: [], unknownWords: [], unknownPlaces: [], sharedPlaces: [] };
      return { ...findings, ...hidden, meaning: 'none', isCut };
    }
    if (ask === undefined) {
      return { ...findings, meaning: 'none', isCut };
    }
    return { ...findings, meaning: meaning === undefined ? 'unanswered' : 'searched', isCut };
  }

  canAsk(query: string): boolean {
    return !asksNothing(parseQuery(query));
  }

  wordsOf(query: string): string {
    return asksForWordsAlone(parseQuery(query)) ? query : '';
  }

  async pathsOf(documents: readonly DocumentFacts[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const known = new Map<string, DocumentFacts>(documents.map((document) => [document.id, document]));
    for (let depth = 0; depth < MAX_PATH_DEPTH; depth += 1) {
      const wanted = [...known.values()].flatMap(({ parent }) =>
        parent === undefined || known.has(parent) ? [] : [parent],
      );
      const found = wanted.length === 0 ? [] : await this.#options.index.lookUp([...new Set(wanted)]);
      found.forEach((document) => known.set(document.id, document));
      if (found.length === 0) {
        break;
      }
    }
    return new Map(documents.map((document) => [document.id, pathAbove(document, known)]));
  }

  async unknownOf(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const known = new Set((await this.#options.index.lookUp(ids)).map(({ id }) => id));
    return new Set(ids.filter((id) => !known.has(id)));
  }

  async reach(): Promise<IndexReach> {
    const { index, meaningOf: ask } = this.#options;
    const reach = await readReach(index);
    return ask === undefined ? reach : { ...reach, unembedded: await index.meanings.countUnembedded() };
  }

  async refused(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) {
      return;
    }
    // What is outside of the caller's roots is refused to the caller alone: the crawl finds out.
    if (!this.isRestricted) {
      await this.#options.index.commit({ remove: ids });
    }
    await this.changed(ids);
  }

  changed(ids: readonly string[]): Promise<void> {
    return this.#options.crawler.report(ids);
  }

  within(roots: readonly string[]): CrawledIndex {
    return new CrawledIndex({ ...this.#options, roots });
  }
}

const KINDS = { page: ['page', 'row', 'comments'], database: ['database'] } as const;

function pathAbove(document: DocumentFacts, known: ReadonlyMap<string, DocumentFacts>): string[] {
  const titles: string[] = [];
  let { parent } = document;
  for (let depth = 0; parent !== undefined && depth < MAX_PATH_DEPTH; depth += 1) {
    const above = known.get(parent);
    if (above === undefined) {
      break;
    }
    titles.unshift(above.title);
    ({ parent } = above);
  }
  return titles;
}
