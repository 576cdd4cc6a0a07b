// What finds the same answers without an index: Notion's search of titles, and `in_text`, which reads a few of the pages it finds.
import { searchForm, searchWords } from '../../../src/text/search-words.js';
import type { GeneratedWorkspace, QuestionKind } from './workspace.js';

const HITS = 10;
/** Pages that `in_text` reads, and those of them whose title holds only some of the words: see `search-texts.ts`. */
const MAX_PAGES = 8;
const MAX_PARTIAL = 4;

/** Shares of the questions whose answer is among the first ten titles, or among the pages that are read. */
export interface TitleQuality {
  readonly kind: QuestionKind;
  readonly titles: number;
  readonly inText: number;
}

/** Titles as Notion finds them: any of the words, those with most of them first, then by last edit. */
export function askTitles({ documents, questions }: GeneratedWorkspace): readonly TitleQuality[] {
  const titles = documents
    .map(({ id, title, editedAt }) => ({ id, editedAt, form: searchForm(title) }))
    .toSorted((one, other) => other.editedAt.localeCompare(one.editedAt));
  const found = questions.map(({ kind, query, answer }) => {
    const { words } = searchWords(query);
    const hits = titles
      .map(({ id, form }) => ({ id, held: words.filter((word) => form.includes(word)).length }))
      .filter(({ held }) => held > 0)
      .toSorted((one, other) => other.held - one.held);
    const whole = hits.filter(({ held }) => held === words.length);
    const partial = hits.filter(({ held }) => held < words.length).slice(0, MAX_PARTIAL);
    const titled = [...whole, ...partial].slice(0, MAX_PAGES);
    const read = [...titled, ...titles.slice(0, MAX_PAGES - titled.length)];
    return {
      kind,
      isTitled: hits.slice(0, HITS).some(({ id }) => id === answer),
      isRead: read.some(({ id }) => id === answer),
    };
  });
  return [...new Set(questions.map(({ kind }) => kind))].map((kind) => {
    const ofKind = found.filter((each) => each.kind === kind);
    return {
      kind,
      titles: ofKind.filter(({ isTitled }) => isTitled).length / ofKind.length,
      inText: ofKind.filter(({ isRead, isTitled }) => isRead || isTitled).length / ofKind.length,
    };
  });
}
