import { composed } from './composed.js';
import { contentDocuments } from './content-documents.js';
import { contentTexts } from './content-texts.js';
import { edits } from './edits.js';
import { hostileOf, type Family, type Subjects } from './hostile.js';
import { hosted } from './hosted.js';
import { properties } from './properties.js';
import { questions } from './questions.js';
import { searchIndex } from './search-index.js';
import { serverTexts } from './server-texts.js';

const subjects: Subjects = {
  ...contentTexts,
  ...contentDocuments,
  ...properties,
  ...questions,
  ...serverTexts,
  ...searchIndex,
  ...edits,
  ...composed,
  ...hosted,
};

/** What is measured, by name. */
export const subjectNames: readonly string[] = Object.keys(subjects);

/** Gives a text of a family to a subject. */
export function runSubject(name: string, family: Family, length: number): void {
  subjects[name]?.(hostileOf(family, length));
}
