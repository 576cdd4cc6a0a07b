import { documentFromMarkdown } from '../content/from-markdown.js';
import type { DocumentBlock } from '../content/document.js';
import type { Names } from '../content/names.js';

/** Names as they can be sent to a thread. */
export interface NameTable {
  readonly titles: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
}

/** A text of the markdown endpoint that becomes a document. */
export interface MarkdownJob {
  readonly markdown: string;
  readonly names: NameTable;
  readonly unknownBlockIds: readonly string[];
}

/** The document, and the names that it lacks. */
export interface ParsedMarkdown {
  readonly blocks: DocumentBlock[];
  readonly missing: { readonly titles: readonly string[]; readonly users: readonly string[] };
}

/** Parses the text, in whichever thread this runs. */
export function parseMarkdownJob({ markdown, names, unknownBlockIds }: MarkdownJob): ParsedMarkdown {
  const titles = new Set<string>();
  const users = new Set<string>();
  const known: Names = {
    title: (id) => noted(id, names.titles, titles),
    user: (id) => noted(id, names.users, users),
  };
  const blocks = documentFromMarkdown(markdown, known, unknownBlockIds);
  return { blocks, missing: { titles: [...titles], users: [...users] } };
}

function noted(id: string, table: ReadonlyMap<string, string>, missing: Set<string>): string | undefined {
  const name = table.get(id);
  if (name === undefined) {
    missing.add(id);
  }
  return name;
}
