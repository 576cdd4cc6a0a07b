/** What may be left out of an answer, in the words in which it is told. */
const NOUNS = {
  result: ['result', 'results'],
  link: ['link or mention', 'links or mentions'],
  relation: ['column that leads to other pages', 'columns that lead to other pages'],
  value: ['computed column', 'computed columns'],
  place: ['part of a page', 'parts of pages'],
} as const;

type LeftOutKind = keyof typeof NOUNS;

/** Stands where a text was that belongs to something outside. */
export const OUTSIDE_TEXT = '(outside your allowed pages)';

/** What one call has left out: each thing counts once, however often it was met. */
export class LeftOut {
  readonly #outside = new Map<LeftOutKind, Set<string>>();
  readonly #unchecked = new Set<string>();

  add(kind: LeftOutKind, id: string, isChecked = true): void {
    if (isChecked) {
      this.#outside.set(kind, (this.#outside.get(kind) ?? new Set()).add(id));
    } else {
      this.#unchecked.add(id);
    }
  }

  /** For the end of the answer; undefined where nothing was left out. */
  note(): string | undefined {
    const parts = [...this.#outside].map(([kind, { size }]) => `${size} ${NOUNS[kind][size === 1 ? 0 : 1]}`);
    const { size } = this.#unchecked;
    const sentences = [
      ...(parts.length === 0 ? [] : [`Left out: ${parts.join(', ')} outside your allowed pages.`]),
      ...(size === 0 ? [] : [`Left out because not checked, to spare Notion's request budget: ${size}.`]),
    ];
    return sentences.length === 0 ? undefined : sentences.join(' ');
  }
}
