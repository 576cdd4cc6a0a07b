import type { IndexDocument } from '../../src/search-index/document/document.js';
import type { IndexChange, SearchIndex } from '../../src/search-index/search-index.js';

/** An index beside which is kept, in memory, what was written to it: the port gives no passages back. */
export interface RecordedIndex {
  readonly index: SearchIndex;
  readonly documents: ReadonlyMap<string, IndexDocument>;
}

export function recorded(inner: SearchIndex): RecordedIndex {
  const documents = new Map<string, IndexDocument>();
  const remove = (id: string): void => {
    documents.delete(id);
    for (const [other, { kind, parent }] of documents) {
      if (kind === 'comments' && parent === id) {
        documents.delete(other);
      }
    }
  };
  const index: SearchIndex = {
    begun: inner.begun,
    meanings: inner.meanings,
    commit: async (change: IndexChange) => {
      const isWritten = await inner.commit(change);
      if (isWritten) {
        change.remove?.forEach(remove);
        change.put?.forEach((document) => documents.set(document.id, document));
      }
      return isWritten;
    },
    list: (range) => inner.list(range),
    lookUp: (ids) => inner.lookUp(ids),
    find: (query, options) => inner.find(query, options),
    readState: (key) => inner.readState(key),
    listState: (prefix, range) => inner.listState(prefix, range),
    extent: () => inner.extent(),
    status: () => inner.status(),
    tidy: () => inner.tidy(),
    close: () => inner.close(),
  };
  return { index, documents };
}

/** Documents in the order of their ids, as they can be compared. */
export function inOrder(documents: ReadonlyMap<string, IndexDocument>): readonly IndexDocument[] {
  return [...documents.values()].toSorted((left, right) => left.id.localeCompare(right.id));
}
