import type { TitleHit } from './title-hits.js';

/** A hit with what its text says. */
interface TextHit extends TitleHit {
  /** The best passage with the words; undefined where the text was not read or has none of them. */
  readonly passage: string | undefined;
}

export interface TextHits {
  /** Those whose title or text holds most of the words come first. */
  readonly hits: readonly TextHit[];
  /** Pages whose text was read. */
  readonly read: number;
  /** Of those, the ones that were read because they were edited last. */
  readonly recent: number;
  readonly failed: number;
  /** Pages of which only the beginning was read. */
  readonly cut: number;
}

/** Hits as they are when no text is read. */
export function withoutTexts(hits: readonly TitleHit[]): TextHits {
  return { hits: hits.map((hit) => ({ ...hit, passage: undefined })), read: 0, recent: 0, failed: 0, cut: 0 };
}
