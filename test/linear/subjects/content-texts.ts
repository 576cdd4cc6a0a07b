import { decodeCursor, encodeCursor } from '../../../src/content/answer/cursor.js';
import {
  plainFromDialect,
  plainMarkdownText,
  renderMarkdownText,
} from '../../../src/content/markdown/markdown-inline.js';
import { renderDate } from '../../../src/content/rich-text/date-text.js';
import { codeSpan, escapeLineStart, escapeText, oneLine } from '../../../src/content/rich-text/escape.js';
import { fence, withoutBoundary } from '../../../src/content/answer/fence.js';
import { renderAnswer } from '../../../src/content/answer/answer.js';
import { fitNotes, renderWithin } from '../../../src/content/answer/fit.js';
import { fileNameFromUrl, isHostedFile } from '../../../src/content/rich-text/hosted-file.js';
import { printInline } from '../../../src/content/rich-text/inline.js';
import { destination, linkForm, printAddress } from '../../../src/content/rich-text/link.js';
import { indexDelimiters, runLength } from '../../../src/content/markdown/markdown-delimiters.js';
import { separateBlockTags } from '../../../src/content/markdown/separate-tags.js';
import { isMention } from '../../../src/content/markdown/markdown-mention.js';
import { readSuffix, readTag } from '../../../src/content/markdown/markdown-tag.js';
import { pageMention, titleMarkdown, userMention } from '../../../src/content/rich-text/mention.js';
import { noNames } from '../../../src/content/names.js';
import { anchorFromUrl, blockUrl, idFromUrl, markedId, shortUrl } from '../../../src/content/notion-id.js';
import { pagePosition } from '../../../src/content/view/page-position.js';
import { plainTitle, pathText, titleText } from '../../../src/content/print/title-text.js';
import { joinValues } from '../../../src/content/properties/value-list.js';
import { wordPlacesNote } from '../../../src/content/view/word-places.js';
import { propertyWithId, readableFormula } from '../../../src/content/properties/property-formula.js';
import { searchForm, searchWords, wordFit } from '../../../src/text/search-words.js';
import { graphemeBoundary, truncateText } from '../../../src/content/answer/truncate.js';
import { revealInvisible } from '../../../src/text/invisible.js';
import { foldText, matchText } from '../../../src/text/match-text.js';
import { quote } from '../../../src/text/quote.js';
import { isEmptyWord } from '../../../src/text/empty-word.js';
import { jsonOfPython } from '../../../src/text/python-literal.js';
import { didYouMean, nearest } from '../../../src/text/suggest.js';
import { listNames } from '../../../src/text/words.js';
import { beginsAllWords, holdsAllWords, rankByTitle } from '../../../src/workspace/search/rank-titles.js';
import type { Subjects } from './hostile.js';

const ID = '0123456789abcdef0123456789abcdef';

/** Functions that take a text of the workspace's or of a caller's. */
export const contentTexts: Subjects = {
  'escape: text': ({ text }) => escapeText(text),
  'escape: label': ({ text }) => escapeText(text, 'label'),
  'escape: beginning of a line': ({ text }) => escapeLineStart(text),
  'escape: one line': ({ text }) => oneLine(text),
  'escape: code': ({ text }) => codeSpan(text),
  'links: label': ({ text }) => linkForm(text, 'https://example.org/'),
  'links: address': ({ text }) => linkForm('label', text),
  'links: both': ({ text }) => linkForm(text, `https://${text}`),
  'links: of the workspace': ({ text }) => linkForm('x', `/${text}-${ID}?${text}`),
  'links: on their own': ({ text }) => [printAddress(text), destination(`https://example.org/${text}`)],
  'files: address': ({ text }) => [isHostedFile(text), fileNameFromUrl(`https://e.org/${text}`)],
  'files: attachment': ({ text }) => [fileNameFromUrl(`attachment:${text}`), isHostedFile(`https://${text}`)],
  'ids: in addresses': ({ text }) => [idFromUrl(text), idFromUrl(`https://x/${text}?p=${text}#${text}`)],
  'ids: anchors': ({ text }) => [anchorFromUrl(`#${text}`), markedId('page', text), blockUrl(text, text)],
  'addresses: shortened': ({ text }) => [shortUrl(text), shortUrl(`https://x/${text}-${ID}`)],
  'dates: printed': ({ text }) => [renderDate(text, text, text), renderDate(`2026-01-01T10:00${text}`)],
  'inline: styles': ({ text, pieces }) =>
    printInline(
      [...pieces, text].map((part, at) => ({
        form: at % 7 === 6 ? 'code' : 'text',
        text: part,
        bold: at % 2 === 0,
        italic: at % 3 === 0,
        strike: at % 5 === 0,
      })),
    ),
  'inline: rendered': ({ text }) => renderMarkdownText(text, noNames),
  'inline: plain': ({ text }) => plainMarkdownText(text, noNames),
  'tags: each on its line': ({ text }) => separateBlockTags(text),
  'inline: own dialect': ({ text }) => plainFromDialect(text),
  'inline: delimiters at each place': ({ text }) => {
    const index = indexDelimiters(text);
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === '`' && text[at - 1] !== '`') {
        index.codeEnd(at, runLength(text, at));
      }
      index.link(at);
    }
  },
  'tags: one': ({ text }) => [readTag(text, 0), readTag(`<a ${text}`, 0), readTag(`<a b="${text}">`, 0)],
  'tags: suffix': ({ text }) => [readSuffix(text), readSuffix(`x {${text}}`), readSuffix(`x {a="${text}"}`)],
  'mentions: names': ({ text }) => [
    isMention(text),
    titleMarkdown('page', ID, text, noNames),
    userMention(ID, text, noNames),
    pageMention('page', '', text, noNames),
  ],
  'titles: of lists': ({ text }) => [titleText(text), plainTitle(text)],
  'titles: of paths': ({ pieces }) => pathText(pieces),
  'titles: ranked': ({ text, pieces }) => [
    rankByTitle([text, 'b'], text, (title) => title),
    rankByTitle(pieces, 'a b', (title) => title),
    rankByTitle([text], text.slice(0, 2), (title) => title),
    holdsAllWords(text, text),
    beginsAllWords(text, text.slice(0, 300)),
    wordFit(text, text.slice(0, 2)),
  ],
  'values: list': ({ text, pieces }) => [
    joinValues(pieces, { characters: 100, hasMore: true }),
    joinValues([text, text], { characters: Infinity, hasMore: false }),
  ],
  'words: places': ({ text, pieces }) =>
    wordPlacesNote(
      pieces,
      pieces.map((word) => ({ word, places: [{ section: text.slice(0, 200), blocks: 1 }] })),
      { hasPassages: false, hasGaps: true },
    ),
  'cut: text': ({ text }) => [
    truncateText(text, 100),
    truncateText(text, text.length - 1),
    graphemeBoundary(text, Math.floor(text.length / 2)),
  ],
  'formulas: readable': ({ text }) => [
    readableFormula(text, [{ id: text, name: text, type: 'number' }]),
    propertyWithId([{ id: text, name: 'x', type: 'number' }], `${text}%`),
  ],
  'search: words': ({ text }) => searchWords(text.slice(0, 200)).heldBy(text),
  'search: form': ({ text }) => [searchForm(text), searchWords(text).typed],
  'search: phrase': ({ text }) => searchWords(`"${text}"`).heldBy(text),
  'answer: fence': ({ text }) => [fence(text, 'b0b0b0b0'), withoutBoundary(text, 'b0b0b0b0')],
  'answer: whole': ({ text }) =>
    renderAnswer(
      { summary: text, content: text, notes: [text], next: { tool: 'x', arguments: { text } } },
      'b0b0b0b0',
    ),
  'answer: notes': ({ text, pieces }) => [fitNotes(pieces, 200), fitNotes([text, text], 100)],
  'answer: room': ({ text }) =>
    renderWithin(text.length, text.length, 10, (room) => Promise.resolve(`${text.slice(0, room)}…`)),
  'cursor: read': ({ text }) => {
    decodeCursor('x', encodeCursor('x', { content: text, block: 1, offset: 1, anchor: text }), pagePosition);
    decodeCursor('x', text, pagePosition);
  },
  'words: without what nobody sees': ({ text }) => [revealInvisible(text), revealInvisible(text, ' ')],
  'words: compared': ({ text }) => [foldText(text), matchText(text, [`${text}x`, text.toUpperCase()])],
  'words: Python': ({ text }) => [jsonOfPython(text), jsonOfPython(`['${text}`), isEmptyWord(text)],
  'words: quoted': ({ text }) => [quote(text), nearest(text, [text]), didYouMean(text, ['name', text])],
  'words: lists': ({ pieces }) => [listNames(pieces), nearest('a name', pieces), matchText('a name', pieces)],
};
