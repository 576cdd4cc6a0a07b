import type { DocumentBlock } from '../document.js';
import { renderMarkdownText, type TextSource } from './markdown-inline.js';
import { readLines, type LineReader } from './markdown-lines.js';
import { readTag } from './markdown-tag.js';

/** Where a text comes from, and what is wanted of it. */
export interface MarkdownSource extends TextSource {
  /** Whether transcripts of meetings were asked for. Notion gives a sentence in place of those that were not. */
  readonly transcripts: boolean;
  /** Ids that Notion listed as not loaded. */
  readonly unloaded: ReadonlySet<string>;
  /** What becomes of a text; by default it is put in our dialect. */
  readonly render?: ((markdown: string) => string) | undefined;
}

/** What the readers of single blocks need: the lines, and a way to read what is nested in them. */
export interface MarkdownParser {
  readonly lines: LineReader;
  readonly source: MarkdownSource;
  /** A line of text in our dialect. */
  readonly render: (markdown: string) => string;
  /** The blocks on the following lines that are nested deeper than `depth`. */
  below(depth: number): DocumentBlock[];
  /** The blocks up to the closing tag `name`, or up to where the nesting ends without one. */
  untilClosed(name: string, depth: number): DocumentBlock[];
  /** Reads a text that stood on one line between tags. */
  nested(markdown: string): DocumentBlock[];
}

/** Reads one block at the reader's position; it always takes at least one line. */
type BlockReader = (parser: MarkdownParser) => DocumentBlock[];

// Notion's editor stops far earlier. The bound keeps hostile nesting off the stack; what is deeper is shown flat.
const MAX_NESTING_DEPTH = 60;
// Containers within each other on one line: the rest of the line is read once for each.
const MAX_LINE_NESTING_DEPTH = 6;

/** Reads all blocks of a text. */
export function parseMarkdown(
  markdown: string,
  source: MarkdownSource,
  readBlock: BlockReader,
): DocumentBlock[] {
  const render = source.render ?? ((text: string): string => renderMarkdownText(text, source.names, source));
  return blocksOf(markdown, 0, 0);

  function blocksOf(text: string, startLevel: number, onLine: number): DocumentBlock[] {
    const lines = readLines(text);
    const open: string[] = [];
    let level = startLevel;
    const parser: MarkdownParser = {
      lines,
      source,
      render,
      below: (depth) => deeper(() => collect((line) => line.depth > depth)),
      untilClosed: (name, depth) =>
        deeper(() => {
          open.push(name);
          const blocks = collect((line) => line.depth >= depth);
          open.pop();
          if (closingName(lines.peek()?.text) === name) {
            lines.take();
          }
          return blocks;
        }),
      nested: (inner) =>
        level >= MAX_NESTING_DEPTH || onLine >= MAX_LINE_NESTING_DEPTH
          ? [{ kind: 'paragraph', text: render(inner), children: [] }]
          : deeper(() => blocksOf(inner, level, onLine + 1)),
    };

    const collect = (belongs: (line: { depth: number; text: string }) => boolean): DocumentBlock[] => {
      const blocks: DocumentBlock[] = [];
      for (let line = lines.peek(); line !== undefined; line = lines.peek()) {
        const closes = closingName(line.text);
        if (!belongs(line) || (closes !== undefined && open.includes(closes))) {
          break;
        }
        if (closes === undefined) {
          for (const block of readBlock(parser)) {
            blocks.push(block);
          }
        } else {
          lines.take(); // closes nothing that is open
        }
      }
      return blocks;
    };
    const deeper = (read: () => DocumentBlock[]): DocumentBlock[] => {
      if (level >= MAX_NESTING_DEPTH) {
        return [];
      }
      level += 1;
      const blocks = read();
      level -= 1;
      return blocks;
    };
    return collect(() => true);
  }
}

// `</callout>` alone on its line, or the `:::` that closes the other spelling of a callout.
function closingName(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === ':::') {
    return ':::';
  }
  const tag = trimmed.startsWith('</') ? readTag(trimmed, 0) : undefined;
  return tag?.form === 'close' && tag.end === trimmed.length ? tag.name : undefined;
}
