import { areForms, sharedByForms } from '../../../src/search-index/analysis/inflections.js';
import { composed, tokensOf } from '../../../src/search-index/analysis/tokens.js';
import { passagesOfDocument, passagesOfText } from '../../../src/search-index/document/passages.js';
import { closestWords } from '../../../src/search-index/find/closest-words.js';
import { TermFinder } from '../../../src/search-index/find/match-terms.js';
import { parseDates } from '../../../src/search-index/query/parse-dates.js';
import { parseQuery } from '../../../src/search-index/query/parse-query.js';
import { buildSegment } from '../../../src/search-index/inverted/build-segment.js';
import { makeSnippet } from '../../../src/search-index/snippet.js';
import { ToolError } from '../../../src/errors.js';
import type { Subjects } from './hostile.js';

/** What it costs to refuse counts as well. */
function read(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof ToolError) {
      return error.message;
    }
    throw error;
  }
}

export const searchIndex: Subjects = {
  'index: words of a text': ({ text }) => tokensOf(composed(text)),
  'index: query': ({ text }) => read(() => parseQuery(text)),
  'index: query with quoted pieces': ({ pieces }) => read(() => parseQuery(pieces.join('" -in:"'))),
  'index: dates of a query': ({ text }) => read(() => parseDates('edited', [text])),
  'index: forms of words': ({ text }) => [areForms(text, `${text}s`), sharedByForms(text)],
  'index: closest words': ({ text, pieces }) =>
    closestWords(
      text.slice(0, 40),
      pieces.map((form) => ({ form, documents: 1 })),
    ),
  'index: passages of a text': ({ text }) => passagesOfText('text', text.repeat(8)),
  'index: passages of a document': ({ pieces }) =>
    passagesOfDocument(
      pieces.map((text, at) =>
        at % 3 === 0
          ? { kind: 'heading', level: 2, text, children: [] }
          : { kind: 'paragraph', text, children: [] },
      ),
    ),
  'index: words of a passage in blocks': ({ text }) =>
    buildSegment([{ number: 1, title: text, passages: [{ part: 'text', headings: [text], text }] }]),
  'index: places and snippet': ({ text }) => {
    const tokens = tokensOf(text);
    const form = tokens[0]?.form ?? 'a';
    const sequences = [
      { tokens: [form], isPrefix: true },
      { tokens: [form, form, form], isPrefix: false },
    ];
    const places = new TermFinder([{ sequences }]).placesIn(tokens);
    return makeSnippet(
      text,
      places.map(({ from, to }) => ({ start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 })),
    );
  },
};
