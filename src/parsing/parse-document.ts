import type { References } from '../content/collect-references.js';
import type { Names } from '../content/names.js';
import { packTrees } from './pack-trees.js';
import type { DocumentSource, NameTable, PagePiece } from './page-text.js';
import { isLarge, workOnText, type TextWork } from './run-text-job.js';
import type { ParsedPiece } from './text-jobs.js';

/** A piece of a page that may lack names, and what else it needs. */
export interface ParsedDocument extends ParsedPiece {
  readonly unnamed: PagePiece;
}

const NO_NAMES: NameTable = { titles: new Map(), users: new Map() };
let lastKey = 0;

/** What Notion answered as a piece of a page. */
export async function parseDocument(source: DocumentSource, work: TextWork): Promise<ParsedDocument> {
  const unnamed = pieceOf(source.kind === 'blocks' && isLarge(work) ? await packTrees(source) : source);
  return { ...(await workOnText({ kind: 'parse', piece: unnamed }, work)), unnamed };
}

/** Names that a piece needs. */
export function missingNames({ missing }: ParsedDocument): number {
  return Object.values(missing).reduce((sum, ids: readonly string[]) => sum + ids.length, 0);
}

/** The piece with the names that `lookUp` finds. Most need none. */
export async function nameDocument(
  parsed: ParsedDocument,
  lookUp: (references: References) => Promise<Names>,
): Promise<PagePiece> {
  const { missing, unnamed } = parsed;
  if (missingNames(parsed) === 0) {
    return unnamed;
  }
  const names = await lookUp(missing);
  const titled = [...missing.titles, ...missing.databases, ...missing.dataSources];
  return pieceOf(unnamed.source, {
    titles: found(titled, (id) => names.title(id)),
    users: found(missing.users, (id) => names.user(id)),
  });
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
