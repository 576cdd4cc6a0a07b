import { createHash, type Hash } from 'node:crypto';

/**
 * Plain titles from the outermost heading to one below it. All sections of the same titles share one, so that they are
 * compared at once, and long titles with many sections below are hashed once.
 */
export class TitlePath {
  readonly titles: readonly string[];
  readonly #above: TitlePath | undefined;
  readonly #below = new Map<string, TitlePath>();
  #hash: Hash | undefined;
  #key: string | undefined;

  private constructor(titles: readonly string[], above: TitlePath | undefined) {
    this.titles = titles;
    this.#above = above;
  }

  /** Of what has no heading above: the beginning of all paths of a document. */
  static begin(): TitlePath {
    return new TitlePath([], undefined);
  }

  /** The path of a heading with this title below. */
  to(title: string): TitlePath {
    let path = this.#below.get(title);
    if (path === undefined) {
      path = new TitlePath([...this.titles, title], this);
      this.#below.set(title, path);
    }
    return path;
  }

  /** A short text that is the same for the same titles, in any document. */
  get key(): string {
    this.#key ??= this.#hashed().copy().digest('base64url').slice(0, 10);
    return this.#key;
  }

  /** Hashes of headings below continue it. */
  #hashed(): Hash {
    const above = this.#above;
    this.#hash ??= (
      above === undefined || above.titles.length === 0
        ? createHash('sha256')
        : above.#hashed().copy().update(' > ')
    ).update(this.titles.at(-1) ?? '');
    return this.#hash;
  }
}
