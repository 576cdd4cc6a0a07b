import { createHash, type Hash } from 'node:crypto';

/** Where a heading stands among others. */
export interface HeadingPlace {
  /** Titles from the outermost heading to this one. */
  readonly path: readonly string[];
  /** A short text that is the same for places of the same titles. */
  key(): string;
  /** What has gone into the key so far: the key of a place below goes on from here. */
  hash(): Hash;
}

/**
 * The place of a heading below another. Keys are worked out from the place above, because the titles there may be long and
 * what stands below them much.
 */
export function headingPlace(above: HeadingPlace | undefined, title: string): HeadingPlace {
  let known: Hash | undefined;
  const hash = (): Hash => {
    known ??= (above?.hash().copy().update(' > ') ?? createHash('sha256')).update(title);
    return known;
  };
  return {
    path: [...(above?.path ?? []), title],
    hash,
    key: () => hash().copy().digest('base64url').slice(0, 10),
  };
}
