import { pluralize } from '../../content/answer/pluralize.js';
import { listNames } from '../../text/words.js';
import { MAX_TEXT_CHARACTERS } from '../lookup-budget.js';
import type { PageDocument } from './page-document.js';

/** Whether parts of the page are missing. */
export function isPartial({ notShared, notLoaded, unmarked, leftOut }: PageDocument): boolean {
  return notShared + notLoaded + unmarked + leftOut > 0;
}

/** What a reader should know about the places that are missing; '' when nothing is. */
export function missingNote(document: PageDocument): string {
  const { notShared, notLoaded, unmarked, leftOut, transcripts, unknownTags, characters } = document;
  const notes = [
    transcripts > 0
      ? `${transcripts === 1 ? 'A transcript was' : `${transcripts} transcripts were`} omitted: notion_read_page shows it with section "Transcript", or in its place with include_transcript: true.`
      : '',
    unknownTags.length > 0
      ? `Unknown tags were left out, their text was kept: ${listNames(unknownTags)}.`
      : '',
    notShared > 0 ? `Omitted because not shared with this connection: ${pluralize(notShared, 'place')}.` : '',
    notLoaded > 0 ? `Not loaded, marked in the text: ${pluralize(notLoaded, 'place')}.` : '',
    unmarked > 0 && characters === 0 ? 'Notion gave none of its text: open the page in Notion for it.' : '',
    unmarked > 0 && characters > 0
      ? 'Notion gave a part of the text only and does not say where the rest belongs: open the page in Notion for it.'
      : '',
    leftOut > 0
      ? `Omitted: the last ${pluralize(leftOut, 'character')}; one call reads at most ${MAX_TEXT_CHARACTERS}.`
      : '',
  ];
  return notes.filter((note) => note !== '').join(' ');
}
