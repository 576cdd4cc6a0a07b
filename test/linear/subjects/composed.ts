import { LinkStream } from '../../../src/chat/terminal/link-targets.js';
import { codeLanguage } from '../../../src/content/markdown/compose/code-language.js';
import { literalBlocks, newBlocksOf } from '../../../src/content/markdown/compose/new-blocks.js';
import { planAppends } from '../../../src/content/markdown/compose/plan-appends.js';
import { readDialect } from '../../../src/content/markdown/compose/read-dialect.js';
import { plainRichText, richTextOf } from '../../../src/content/markdown/compose/rich-text-elements.js';
import { splitText, startOf } from '../../../src/text/split-text.js';
import { terminalText } from '../../../src/text/terminal-text.js';
import {
  isAddedByClients,
  isCallersOwn,
  misspeltArgument,
  otherNames,
} from '../../../src/mcp/arguments/argument-names.js';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames } from '../../../src/content/names.js';
import { cellsOfRows } from '../../../src/content/markdown/compose/printed-rows.js';
import { findRows, rowsToAdd } from '../../../src/workspace/changes/additions/table-place.js';
import { hasNewBlocks } from '../../../src/workspace/changes/edits/new-block-lines.js';
import type { Subjects } from './hostile.js';

/** Times that each piece stands in what is pushed at once. */
const LINK_PIECES = 100;

/** Contents that callers have written: how they become blocks. */
export const composed: Subjects = {
  'written: as it is': ({ text }) => planAppends(newBlocksOf(readDialect(text))),
  'written: in lines': ({ pieces }) => planAppends(newBlocksOf(readDialect(pieces.join('\n')))),
  'written: in a list': ({ pieces }) => newBlocksOf(readDialect(`- ${pieces.join('\n- ')}`)),
  'written: ever deeper': ({ pieces }) =>
    newBlocksOf(
      readDialect(pieces.map((piece, depth) => `${'  '.repeat(Math.min(depth, 3))}- ${piece}`).join('\n')),
    ),
  'written: in quotes': ({ pieces }) => newBlocksOf(readDialect(`> ${pieces.join('\n> ')}`)),
  'written: in a table': ({ pieces }) =>
    newBlocksOf(readDialect(`| a |\n| --- |\n${pieces.map((piece) => `| ${piece} |`).join('\n')}`)),
  'written: in code': ({ text }) => newBlocksOf(readDialect(`\`\`\`${text}\n${text}\n\`\`\``)),
  'written: after what is special': ({ text }) =>
    newBlocksOf(readDialect(`[embed](${text})\n![${text}](${text})`)),
  'written: beside tags': ({ text, pieces }) =>
    newBlocksOf(
      readDialect(`<callout icon="${text}">\n${pieces.join('\n')}\n</callout>\n<details>\n${text}`),
    ),
  'written: tags that are not closed': ({ pieces }) =>
    newBlocksOf(readDialect(pieces.map((piece) => `<callout>\n<columns>${piece}`).join('\n'))),
  'written: to the letter': ({ text, pieces }) => [literalBlocks(text), literalBlocks(pieces.join('\n'))],
  'written: rich text': ({ text }) => [richTextOf(text), plainRichText(text)],
  'written: a language': ({ text }) => codeLanguage(text),
  'written: in colours': ({ text, pieces }) => [
    richTextOf(`<span color="${text}">x</span>`),
    richTextOf(pieces.map((piece) => `<span color="red">${piece}</span>`).join('')),
  ],
  'written: beside tags that are unknown': ({ text, pieces }) =>
    [`<unheard a="b">${text}</unheard>`, pieces.map((piece) => `<un-${piece} a="b">`).join('')].map((page) =>
      documentFromMarkdown(page, noNames, [], { render: (raw) => raw }),
    ),
  'written: lines in place of lines': ({ text, pieces }) => [
    hasNewBlocks(text, text),
    hasNewBlocks('x', pieces.join('\n# ')),
  ],
  'written: rows of tables': ({ text, pieces }) => [
    cellsOfRows(`| ${text} | b |`),
    cellsOfRows(pieces.map((piece) => `| ${piece} | ${piece} |`).join('\n')),
    findRows([], `| ${text} |`),
    rowsToAdd(pieces.map((piece) => `| ${piece.replaceAll(/[|\\\s]/g, '')} |`).join('\n'), ['head']),
  ],
  'written: names of arguments': ({ text, pieces }) =>
    [text, ...pieces].map((name) => [
      isAddedByClients(name),
      isCallersOwn(name),
      misspeltArgument(name, ['page', 'database']),
      otherNames(name, ['page']),
    ]),
  'links: of an answer that comes in pieces': ({ text, pieces }) =>
    // What may be a link is looked through with each piece, up to the characters of one: more than that are given.
    [
      pieces,
      pieces.map((piece) => `[${piece}](`),
      pieces.map((piece) => `${piece}](https://e.org)`),
      [text],
    ].map((deltas) => {
      const links = new LinkStream();
      return [...deltas.map((delta) => links.push(delta.repeat(LINK_PIECES))), links.end()];
    }),
  'written: cut': ({ text }) => [startOf(text, text.length - 1), ...splitText(text, 100)],
  'written: for a terminal': ({ text, pieces }) =>
    [text, pieces.join('\n')].map((answer) => terminalText(answer, { boundary: 'b', isTerminal: true })),
};
