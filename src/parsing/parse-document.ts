import type { References } from '../content/collect-references.js';
import type { Names } from '../content/names.js';
import { workOnText, type TextWork } from './run-text-job.js';
import type { DocumentJob, DocumentSource, NameTable, ParsedDocument } from './text-jobs.js';

/** What Notion answered as a document, with the names that `lookUp` finds. Most texts need none, and are done at once. */
export async function parseDocument(
  source: DocumentSource,
  work: TextWork,
  lookUp: (references: References) => Promise<Names>,
): Promise<Omit<ParsedDocument, 'missing'>> {
  const parse = (names: NameTable): Promise<ParsedDocument> =>
    workOnText<DocumentJob>({ ...source, names }, work);
  const first = await parse({ titles: new Map(), users: new Map() });
  const { missing } = first;
  const titled = [...missing.titles, ...missing.databases, ...missing.dataSources];
  if (titled.length + missing.users.length === 0) {
    return first;
  }
  const names = await lookUp(missing);
  const table = {
    titles: found(titled, (id) => names.title(id)),
    users: found(missing.users, (id) => names.user(id)),
  };
  return parse(table);
}

function found(ids: readonly string[], nameOf: (id: string) => string | undefined): Map<string, string> {
  return new Map(
    ids.flatMap((id): [string, string][] => {
      const name = nameOf(id);
      return name === undefined ? [] : [[id, name]];
    }),
  );
}
