/** A family of texts: a beginning, something over and over, an end. */
export interface Family {
  readonly prefix: string;
  readonly unit: string;
  readonly suffix: string;
}

/** One text of a family, and the same in pieces for what takes lists. */
export interface Hostile {
  readonly text: string;
  readonly pieces: readonly string[];
}

/** What is measured: each subject gives the text to functions of the server. */
export type Subjects = Readonly<Record<string, (hostile: Hostile) => unknown>>;

/** A piece costs far more than a character, so there are fewer. */
const SPARSE = 8;

/** The family's text of about this length. */
export function hostileOf({ prefix, unit, suffix }: Family, length: number): Hostile {
  const count = Math.max(1, Math.ceil(length / unit.length));
  const pieces = [prefix, ...Array.from({ length: Math.ceil(count / SPARSE) }, () => unit), suffix].filter(
    (piece) => piece !== '',
  );
  return { text: prefix + unit.repeat(count) + suffix, pieces };
}
