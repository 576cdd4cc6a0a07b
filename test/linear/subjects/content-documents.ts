import { anchored, findAnchored } from '../../../src/content/view/anchor.js';
import { referencesInBlocks } from '../../../src/content/collect-references.js';
import type { DocumentBlock } from '../../../src/content/document.js';
import { documentFromBlocks } from '../../../src/content/blocks/from-blocks.js';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { fillUnloaded, unloadedBlocks } from '../../../src/content/blocks/fill-unloaded.js';
import { noNames, type Names } from '../../../src/content/names.js';
import { viewPage } from '../../../src/content/view/page-view.js';
import { measureDocument, documentStart, takePart } from '../../../src/content/view/parts.js';
import { findPassages } from '../../../src/content/view/passages.js';
import { printBlocks } from '../../../src/content/print/print.js';
import { printTable } from '../../../src/content/print/print-table.js';
import { findSection } from '../../../src/content/view/find-section.js';
import { placeOfBlock } from '../../../src/content/view/linked-block.js';
import { SectionNames } from '../../../src/content/view/section-names.js';
import { outline, sectionsOf } from '../../../src/content/view/sections.js';
import { outlineText } from '../../../src/content/view/outline-text.js';
import { renderAnswer } from '../../../src/content/answer/answer.js';
import { HeldDocuments } from '../../../src/parsing/document-memo.js';
import type { DocumentSource } from '../../../src/parsing/page-text.js';
import { doTextJob } from '../../../src/parsing/text-jobs.js';
import { block, equation, mention, text as richText, tree } from '../../content/blocks/block-objects.js';
import type { Hostile, Subjects } from './hostile.js';

const ID = '01234567-89ab-cdef-0123-456789abcdef';
/** Characters of an answer. */
const ROOM = 60;
/** More parts than this are not walked. */
const MOST_PARTS = 8;
/** The block endpoint is walked to this depth. */
const DEEPEST = 60;

const NO_NAMES = { titles: new Map<string, string>(), users: new Map<string, string>() };
/** What a thread does with an answer of Notion's. */
function parse(source: DocumentSource): void {
  doTextJob({ kind: 'parse', piece: { key: 1, source, names: NO_NAMES } }, new HeldDocuments());
}

const named: Names = { title: () => 'A title', user: () => 'A name' };

/** Everything that is done to a page once it is read. */
function useDocument(blocks: readonly DocumentBlock[]): void {
  printBlocks(blocks);
  measureDocument(blocks);
  outlineText(outline(blocks), ROOM);
  const sections = sectionsOf(blocks);
  const names = new SectionNames(sections);
  for (const { heading } of sections) {
    names.withPath(heading);
  }
  placeOfBlock(blocks, { id: ID, blocks: blocks.slice(-1) });
  viewPage(blocks, { room: ROOM });
  viewPage(blocks, { room: Number.MAX_SAFE_INTEGER });
  viewPage(blocks, { room: ROOM, find: 'word "a phrase" x' });
  const part = takePart(blocks, documentStart, ROOM);
  const place = { ...anchored(blocks, part.next ?? documentStart), content: '' };
  viewPage(blocks, { room: ROOM, from: place });
  findAnchored(blocks, { ...place, anchor: 'gone.gone' });
  fillUnloaded(blocks, ID, [{ kind: 'divider', children: [] }]);
  unloadedBlocks(blocks);
}

function useMarkdown(markdown: string): void {
  printBlocks(documentFromMarkdown(markdown, named, [ID]));
}

function walkParts(blocks: readonly DocumentBlock[]): void {
  let from = documentStart;
  const length = printBlocks(blocks).length;
  for (let count = 0; count < MOST_PARTS; count += 1) {
    const { next } = takePart(blocks, from, Math.ceil(length / MOST_PARTS));
    if (next === undefined) {
      return;
    }
    from = next;
  }
}

function search(blocks: readonly DocumentBlock[], { text }: Hostile): void {
  findPassages(blocks, text.slice(0, 100));
  findPassages(blocks, `"${text}"`);
  findSection(blocks, text, text);
  findSection(blocks, `x > ${text.slice(0, 100)}`, undefined);
}

const TEXT_TYPES = [
  'paragraph',
  'heading_1',
  'heading_4',
  'bulleted_list_item',
  'numbered_list_item',
  'to_do',
  'quote',
  'toggle',
  'template',
  'callout',
  'code',
  'hologram',
];
const MEDIA_TYPES = ['image', 'video', 'audio', 'file', 'pdf'];

/** Documents from both endpoints, and what is done with them. */
export const contentDocuments: Subjects = {
  'markdown: text': ({ text }) => useMarkdown(text),
  'markdown: lines': ({ pieces }) => useMarkdown(pieces.join('\n')),
  'markdown: paragraphs': ({ pieces }) => useMarkdown(pieces.join('\n\n')),
  'markdown: broken lines': ({ pieces }) => useMarkdown(pieces.join('\\\n')),
  'markdown: nested lines': ({ pieces }) =>
    useMarkdown(pieces.map((piece, at) => '\t'.repeat(at % 10) + piece).join('\n')),
  'markdown: ever deeper lines': ({ pieces }) => {
    // The text grows with the square of its lines, so there are fewer of them.
    const lines = pieces.slice(0, Math.ceil(Math.sqrt(pieces.length)));
    useMarkdown(lines.map((piece, at) => '\t'.repeat(at) + piece).join('\n'));
  },
  'markdown: list': ({ pieces }) => useMarkdown(pieces.map((piece) => `- ${piece}`).join('\n')),
  'markdown: headings': ({ pieces }) =>
    useMarkdown(pieces.map((piece, at) => `${'#'.repeat(1 + (at % 4))} ${piece}`).join('\n')),
  'markdown: quote': ({ text }) => useMarkdown(`> ${text.replaceAll('\n', '\n> ')}`),
  'markdown: table': ({ pieces, text }) => {
    useMarkdown(`| a | b |\n|---|---|\n${pieces.map((piece) => `| ${piece} |`).join('\n')}`);
    useMarkdown(`|${pieces.join('|')}|\n|---|\n| x |`);
    useMarkdown(`| a |\n|${text}|\n| b |`);
  },
  'markdown: tag table': ({ pieces, text }) => {
    useMarkdown(`<table>\n<tr>\n${pieces.map((piece) => `<td>${piece}</td>`).join('\n')}\n</tr>\n</table>`);
    useMarkdown(`<table header-row="true">${text}</table>`);
    useMarkdown(`<table>\n${text}`);
  },
  'markdown: tags': ({ text, pieces }) => {
    useMarkdown(`<callout icon="${text}">\n\t${text}\n</callout>`);
    useMarkdown(`<callout>${text}</callout>`);
    useMarkdown(pieces.map((piece) => `<span color="red">${piece}</span>`).join(''));
    useMarkdown(pieces.map((piece) => `<mention-page url="x">${piece}</mention-page>`).join(''));
    useMarkdown(`<page url="https://x/${ID}">${text}</page>`);
  },
  'markdown: toggles': ({ text, pieces }) => {
    useMarkdown(`<details><summary>${text}</summary>${text}</details>`);
    useMarkdown(`<details>\n<summary>${text}\n</summary>\n${text}\n</details>`);
    useMarkdown(pieces.map((piece) => `<details>\n<summary>${piece}`).join('\n'));
    useMarkdown(`<details>${'<summary>'.repeat(pieces.length)}</details>`);
  },
  'markdown: code': ({ text, pieces }) => {
    useMarkdown(`\`\`\`${text.replaceAll('\n', '')}\n${text}\n\`\`\``);
    useMarkdown(pieces.map((piece, at) => `${'`'.repeat(3 + (at % 50))}${piece}`).join('\n'));
  },
  'markdown: equation': ({ text, pieces }) => {
    useMarkdown(`$$\n${text}\n$$`);
    useMarkdown(`$$${text}$$`);
    useMarkdown(pieces.map((piece) => `$${piece}`).join(' '));
  },
  'markdown: links': ({ text, pieces }) => {
    useMarkdown(`[${text}](${text})`);
    useMarkdown(`![${text}](https://x/${text})`);
    useMarkdown(pieces.map((piece) => `[${piece}](x)`).join(''));
    useMarkdown(pieces.map((piece) => `[x](${piece}`).join(''));
  },
  'markdown: suffix': ({ text }) => useMarkdown(`x {color="${text}"}\n::: x {${text}}\n# y {${text}`),
  'markdown: unknown blocks': ({ pieces }) =>
    useMarkdown(pieces.map((piece) => `<unknown url="https://x/${ID}" alt="${piece}"/>`).join('\n')),
  'markdown: searched': (hostile) => {
    search(documentFromMarkdown(hostile.text, noNames), hostile);
    search(documentFromMarkdown(hostile.pieces.map((piece) => `# ${piece}`).join('\n'), noNames), hostile);
  },
  'markdown: in parts': ({ text, pieces }) => {
    walkParts(documentFromMarkdown(text, noNames));
    walkParts(documentFromMarkdown(pieces.join('\n'), noNames));
    walkParts(documentFromMarkdown(`\`\`\`\n${text}\n\`\`\``, noNames));
  },
  'pages: text': ({ text }) => useDocument(documentFromMarkdown(text, named)),
  'pages: lines': ({ pieces }) => useDocument(documentFromMarkdown(pieces.join('\n'), named)),
  'pages: headings': ({ pieces }) => {
    const lines = pieces.map((piece, at) => `${'#'.repeat(1 + (at % 4))} ${piece}`);
    useDocument(documentFromMarkdown(lines.join('\n'), named));
  },
  'pages: answer': ({ text }) =>
    renderAnswer(
      { summary: 'x', content: printBlocks(documentFromMarkdown(text, named)), notes: [text] },
      'b0b0b0b0',
    ),
  'markdown: names': ({ text }) => parse({ kind: 'markdown', markdown: text, unknownBlockIds: [] }),
  'blocks: of text': ({ text }) => {
    const blocks = TEXT_TYPES.map((type) => block(type, text));
    referencesInBlocks(blocks);
    parse({ kind: 'blocks', trees: blocks, page: ID });
    printBlocks(documentFromBlocks(blocks, named));
  },
  'blocks: many': ({ pieces }) =>
    TEXT_TYPES.forEach((type) =>
      printBlocks(
        documentFromBlocks(
          pieces.map((piece) => block(type, piece)),
          named,
        ),
      ),
    ),
  'blocks: of many runs': ({ pieces }) => {
    const runs = pieces.map((piece, at) =>
      richText(piece, {
        bold: at % 2 === 0,
        italic: at % 3 === 0,
        strikethrough: at % 5 === 0,
        code: at % 7 === 0,
      }),
    );
    const links = pieces.map((piece, at) => richText(piece, {}, at % 2 === 0 ? 'https://x/' : piece));
    const same = pieces.map((piece) => richText(piece));
    printBlocks(
      documentFromBlocks(
        [runs, links, same].map((list) => block('paragraph', { rich_text: list })),
        named,
      ),
    );
  },
  'blocks: mentions': ({ text, pieces }) => {
    const items = pieces.flatMap((piece) => [
      mention('page', { id: ID }, piece),
      mention('user', { id: ID, name: piece }, piece),
      mention('date', { start: piece, end: piece, time_zone: piece }, piece),
      mention('link_preview', { url: piece }, piece),
      mention('custom_emoji', { name: piece }, piece),
      mention('data_source', { id: ID }, ''),
      mention('hologram', {}, ''),
      equation(piece),
    ]);
    printBlocks(documentFromBlocks([block('paragraph', { rich_text: [...items, equation(text)] })], named));
  },
  'blocks: nested': ({ pieces, text }) => {
    for (const type of ['bulleted_list_item', 'quote', 'toggle', 'numbered_list_item', 'callout']) {
      let inner = [block(type, text)];
      for (const piece of pieces.slice(0, DEEPEST)) {
        inner = [block(type, piece, inner)];
      }
      printBlocks(documentFromBlocks(inner, named));
    }
  },
  'blocks: tables': ({ pieces, text }) => {
    const row = (cells: readonly string[]) =>
      block('table_row', { cells: cells.map((cell) => [richText(cell)]) });
    const settings = { has_column_header: true, has_row_header: true };
    const tables = [
      block(
        'table',
        settings,
        pieces.map((piece) => row([piece, piece])),
      ),
      block('table', settings, [row(pieces), row(['x'])]),
      block('table', {}, [row([text]), row([text, text])]),
    ];
    printBlocks(documentFromBlocks(tables, named));
  },
  'blocks: ragged tables': ({ pieces, text }) => {
    // One long row among many short ones.
    const rows = [pieces, ...pieces.map((piece) => [piece])];
    printTable({ kind: 'table', headerRow: true, headerColumn: false, rows, children: [] });
    useDocument([
      { kind: 'table', headerRow: false, headerColumn: true, rows: [...rows, [text]], children: [] },
    ]);
  },
  'blocks: media': ({ text }) => {
    const caption = [richText(text)];
    const files = MEDIA_TYPES.flatMap((type) => [
      block(type, { type: 'external', external: { url: `https://x/${text}` }, caption, name: text }),
      block(type, { type: 'external', external: { url: text }, caption: [], name: '' }),
      block(type, { type: 'file', file: { url: `https://file.notion.so/${text}` }, caption }),
    ]);
    const cards = ['bookmark', 'embed', 'link_preview'].map((type) => block(type, { url: text, caption }));
    printBlocks(documentFromBlocks([...files, ...cards], named));
  },
  'blocks: titles': ({ text, pieces }) => {
    const blocks = [
      block('child_page', { title: text }),
      block('child_database', { title: text }),
      block('link_to_page', { page_id: ID }),
      block('equation', { expression: text }),
      block('code', { rich_text: [richText(text)], language: text, caption: [richText(text)] }),
      block('callout', { rich_text: [richText(text)], icon: { emoji: text } }),
      block('unsupported', { block_type: text }),
      block('tab', {}, [block('paragraph', text)]),
      block('transcription', {
        title: [richText(text)],
        status: text,
        calendar_event: { attendees: pieces, start_time: text, end_time: text },
      }),
      ...['divider', 'breadcrumb', 'table_of_contents', 'column', 'column_list', 'synced_block'].map((type) =>
        block(type, {}, [block('paragraph', 'x')]),
      ),
      block(text, { [text]: text }),
      tree({ object: 'block', type: 'paragraph', paragraph: { rich_text: text } }, [], false),
    ];
    printBlocks(documentFromBlocks(blocks, named, ID));
  },
};
