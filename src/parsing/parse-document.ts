import type { References } from '../content/collect-references.js';
import type { Names } from '../content/names.js';
import { packTrees } from './pack-trees.js';
import type { DocumentSource, NameTable, PagePiece } from './page-text.js';
import { isLarge, workOnText, type TextWork } from './run-text-job.js';
import type { ParsedPiece } from './text-jobs.js';

/** A piece of a page, ready to be shown, and what it lacks. */
export interface ParsedDocument extends Omit<ParsedPiece, 'missing'> {
  readonly piece: PagePiece;
}

const NO_NAMES: NameTable = { titles: new Map(), users: new Map() };
let lastKey = 0;

/** What Notion answered as a piece of a page, with the names that `lookUp` finds. Most texts need none. */
export async function parseDocument(
  source: DocumentSource,
  work: TextWork,
  lookUp: (references: References) => Promise<Names>,
): Promise<ParsedDocument> {
  const unnamed = pieceOf(source.kind === 'blocks' && isLarge(work) ? await packTrees(source) : source);
  const { missing, ...parsed } = await workOnText({ kind: 'parse', piece: unnamed }, work);
  const titled = [...missing.titles, ...missing.databases, ...missing.dataSources];
  if (titled.length + missing.users.length === 0) {
    return { ...parsed, piece: unnamed };
  }
  const names = await lookUp(missing);
  const table = {
    titles: found(titled, (id) => names.title(id)),
    users: found(missing.users, (id) => names.user(id)),
  };
  return { ...parsed, piece: pieceOf(unnamed.source, table) };
}

function pieceOf(source: DocumentSource, names = NO_NAMES): PagePiece {
  lastKey += 1;
  return { key: lastKey, source, names };
}

function found(ids: readonly string[], nameOf: (id: string) => string | undefined): Map<string, string> {
  return new Map(
    ids.flatMap((id): [string, string][] => {
      const name = nameOf(id);
      return name === undefined ? [] : [[id, name]];
    }),
  );
}
