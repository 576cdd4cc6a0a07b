import { tokensOf } from '../analysis/tokens.js';
import type { IndexPassage } from '../document/document.js';
import { BlockWriter, termOf, type Block } from './blocks.js';
import { PostingWriter, sizeClassOf, type Places } from './postings.js';

/** Passages of one document. */
export interface SegmentDocument {
  readonly number: number;
  readonly title: string;
  readonly passages: readonly IndexPassage[];
}

/** The words of these documents, each of another number. */
export function buildSegment(documents: readonly SegmentDocument[]): readonly Block[] {
  const writers = new Map<string, PostingWriter>();
  for (const { number, title, passages } of documents.toSorted((one, other) => one.number - other.number)) {
    const ofTitle = formsOf(title);
    passages.forEach(({ headings, text }, position) => {
      const sizeClass = sizeClassOf(Buffer.byteLength(text));
      for (const [form, places] of placesOf([ofTitle, formsOf(headings.join('\n')), formsOf(text)])) {
        const writer = writers.get(form) ?? new PostingWriter();
        writers.set(form, writer);
        writer.add(number, position, sizeClass, places);
      }
    });
  }
  const sorted = Array.from(writers, ([form, writer]) => ({ term: termOf(form), writer })).toSorted(
    (one, other) => (one.term < other.term ? -1 : 1),
  );
  const blocks = new BlockWriter();
  const full = sorted.flatMap(
    ({ term, writer }) => blocks.add({ term, documents: writer.documents, postings: writer.end() }) ?? [],
  );
  return [...full, blocks.end() ?? []].flat();
}

function formsOf(text: string): readonly string[] {
  return tokensOf(text).map(({ form }) => form);
}

function placesOf(fields: readonly (readonly string[])[]): ReadonlyMap<string, Places> {
  const all = new Map<string, [number[], number[], number[]]>();
  fields.forEach((forms, field) =>
    forms.forEach((form, place) => {
      const places = all.get(form) ?? [[], [], []];
      all.set(form, places);
      places[field]?.push(place);
    }),
  );
  return all;
}
