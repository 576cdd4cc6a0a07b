import { UnexpectedResponseError } from '../../errors.js';
import { field, listField, textField } from '../../text/json.js';
import { say } from '../../text/words.js';
import type { ObjectRef, RootMembership } from './ancestry.js';
import { locationOf } from './location-of.js';
import { notFound } from './not-found.js';
import type { RequestTarget } from './request-target.js';
import type { RootOmissions } from './root-omissions.js';
import type { RootedColumns } from './rooted-columns.js';
import { keepJson, refsIn, withoutAbove } from './rooted-json.js';
import { idsInMarkdown, keepMarkdown } from './rooted-markdown.js';
import type { RootedReads } from './rooted-reads.js';

/** Strips Notion's answers of what lies outside the roots, and records what it left out. */
export class RootedAnswers {
  readonly #reads: RootedReads;
  readonly #columns: RootedColumns;
  readonly #isRoot: (id: string) => boolean;
  readonly #leftOut: RootOmissions;

  constructor(
    reads: RootedReads,
    columns: RootedColumns,
    isRoot: (id: string) => boolean,
    leftOut: RootOmissions,
  ) {
    this.#reads = reads;
    this.#columns = columns;
    this.#isRoot = isRoot;
    this.#leftOut = leftOut;
  }

  /** The answer to this request as the caller may see it; rejects with an `AccessError` if all of it lies outside. */
  async keep(target: RequestTarget, answer: unknown): Promise<unknown> {
    if (target.kind === 'people') {
      return answer;
    }
    if (textField(answer, 'markdown') !== undefined) {
      return this.#keepText(answer);
    }
    if (textField(answer, 'object') === 'list') {
      if (!Array.isArray(field(answer, 'results'))) {
        return { ...(answer as object), results: undefined };
      }
      const kept = await this.#keepAll(listField(answer, 'results'), target);
      return this.#clear({ ...(answer as object), results: kept });
    }
    if (target.kind === 'view' && !(await this.#isViewInside(answer))) {
      throw notFound();
    }
    if (target.kind === 'object' && !(await this.#isOwnPlaceInside(target.ref, answer))) {
      throw notFound();
    }
    return this.#clear(withoutAbove(await this.#keepColumns(answer), this.#isRoot));
  }

  /** Its name and conditions were written where it lies, and are about the rows that it shows. */
  async #isViewInside(view: unknown): Promise<boolean> {
    const source = textField(view, 'data_source_id');
    const database = textField(field(view, 'parent'), 'database_id');
    return (
      textField(view, 'object') === 'view' &&
      database !== undefined &&
      (await this.#reads.isInside({ kind: 'database', id: database })) &&
      (source === undefined || (await this.#reads.isInside({ kind: 'data_source', id: source })))
    );
  }

  /** An object requested by its id has the kind it was requested as. */
  async #isOwnPlaceInside(ref: ObjectRef, answer: unknown): Promise<boolean> {
    const placed = locationOf(answer);
    return placed?.ref.id === ref.id && (await this.#reads.isInside(placed.ref));
  }

  async #keepAll(results: readonly unknown[], target: RequestTarget): Promise<unknown[]> {
    const kept: unknown[] = [];
    await Promise.all(results.map((result) => this.#standingOf(result)));
    for (const result of results) {
      const standing = await this.#standingOf(result);
      if (standing === 'inside') {
        const isFound = target.kind === 'search' && textField(result, 'object') === 'page';
        const cleared = isFound ? titleOnly(result) : await this.#keepColumns(result);
        kept.push(withoutAbove(cleared, this.#isRoot));
      } else {
        const kind = target.kind === 'search' || target.kind === 'query' ? 'result' : 'place';
        this.#leftOut.add(kind, textField(result, 'id') ?? '', standing === 'outside');
      }
    }
    return kept;
  }

  /** These have no location: they belong to the requested object, which is inside. Of listed views only ids are given. */
  async #standingOf(result: unknown): Promise<RootMembership> {
    const object = textField(result, 'object');
    if (object === 'comment' || object === 'property_item' || object === 'view') {
      return 'inside';
    }
    const placed = locationOf(result);
    return placed === undefined ? 'outside' : this.#reads.membership(placed.ref);
  }

  #keepColumns(object: unknown): Promise<unknown> {
    const parent = locationOf(object)?.place.parent;
    switch (textField(object, 'object')) {
      case 'page':
        return this.#columns.keepPage(object, parent?.kind === 'data_source' ? parent.id : undefined);
      case 'data_source':
        return this.#columns.keepSource(object);
      default:
        return Promise.resolve(object);
    }
  }

  async #clear(answer: unknown): Promise<unknown> {
    const refs = refsIn(answer);
    const mayShow = await this.#mayShow(refs);
    return keepJson(answer, ({ id }) => mayShow(id));
  }

  async #keepText(answer: unknown): Promise<unknown> {
    const markdown = textField(answer, 'markdown') ?? '';
    const mayShow = await this.#mayShow(idsInMarkdown(markdown).map((id) => ({ kind: 'any', id })));
    const kept = keepMarkdown(markdown, mayShow);
    if (kept === undefined) {
      // Callers that read a page read its blocks instead.
      throw new UnexpectedResponseError(
        say`The page shows parts of pages outside your allowed pages.`,
        say`Read it block by block.`,
      );
    }
    return { ...(answer as object), markdown: kept };
  }

  async #mayShow(refs: readonly ObjectRef[]): Promise<(id: string) => boolean> {
    const standings = await Promise.all(
      refs.map(async (ref) => [ref.id, await this.#reads.membership(ref)] as const),
    );
    for (const [id, standing] of standings) {
      if (standing !== 'inside') {
        this.#leftOut.add('link', id, standing === 'outside');
      }
    }
    const known = new Map(standings);
    return (id) => known.get(id) === 'inside';
  }
}

/** The columns a hit needs: others might show pages outside, and would cost requests to check. */
function titleOnly(page: unknown): unknown {
  const properties = Object.entries((field(page, 'properties') ?? {}) as Record<string, unknown>);
  const title = properties.filter(([, value]) => textField(value, 'type') === 'title');
  return { ...(page as object), properties: Object.fromEntries(title) as unknown };
}
