// The part of the table that is about texts: documents, and the index of them.

/** A room as it is written in `rooms.ts`: lists are words between spaces. See `violations.ts` for what they mean. */
export interface Row {
  readonly job: string;
  readonly imports?: string;
  readonly packages?: string;
  readonly builtIns?: string;
  readonly isAlone?: boolean;
}

/** The index of one's own workspace, and its stores. */
export const searchIndex: Readonly<Record<string, Row>> = {
  'search-index/': {
    job: 'is the port of the index of one’s own workspace.',
    imports: 'search-index/document/ search-index/query/',
    builtIns: '',
  },
  'search-index/analysis/': {
    job: 'takes texts apart into words, and says which words are forms of one.',
    builtIns: '',
    isAlone: true,
  },
  'search-index/document/': {
    job: 'is what of a page or database is indexed, cut into passages.',
    imports: 'content/document.ts content/markdown/ search-index/analysis/',
    builtIns: '',
  },
  'search-index/find/': {
    job: 'plans queries, ranks what a store found, and makes hits of it.',
    imports: 'search-index/analysis/ search-index/document/ search-index/query/ search-index/*',
    packages: 'fastest-levenshtein',
    builtIns: '',
  },
  'search-index/inverted/': {
    job: 'is an inverted index in bytes: built, merged and asked, wherever its bytes are kept.',
    imports: 'bounded-work/turns.ts search-index/analysis/ search-index/document/ search-index/find/',
    builtIns: '',
  },
  'search-index/meaning/': {
    job: 'says what of a passage is embedded, keeps vectors small, and compares them.',
    imports: 'search-index/document/document.ts search-index/meanings.ts',
    builtIns: 'crypto',
  },
  'search-index/postgres/': {
    job: 'keeps indexes in a schema of Postgres, the rows of each with its number.',
    imports:
      'bounded-work/turns.ts database/postgres/ search-index/analysis/ search-index/document/ search-index/find/ search-index/inverted/ search-index/meaning/ search-index/query/ search-index/stored/ search-index/*',
    packages: 'kysely lru-cache',
  },
  'search-index/query/': {
    job: 'reads the query language.',
    imports: 'search-index/analysis/ search-index/document/document.ts',
    builtIns: '',
  },
  'search-index/sqlite/': {
    job: 'keeps indexes in encrypted files.',
    imports:
      'bounded-work/turns.ts database/sqlite/ sealing/ search-index/analysis/ search-index/document/ search-index/find/ search-index/meaning/ search-index/query/ search-index/stored/ search-index/*',
    packages: 'libsql',
  },
  'search-index/stored/': {
    job: 'makes texts and ids short for every store.',
    builtIns: 'zlib',
  },
  'search-index/thread/': {
    job: 'works on those files beside the event loop.',
    imports: 'bounded-work/thread-file.ts search-index/sqlite/ search-index/*',
    packages: 'lru-cache',
    builtIns: 'worker_threads',
  },
};

/** Pure, linear, no I/O: modules of Node only where they are named. */
export const content: Readonly<Record<string, Row>> = {
  'content/': {
    job: 'holds documents, and what the rooms below share.',
    imports: 'content/answer/ content/blocks/ content/properties/ content/rich-text/',
  },
  'content/answer/': {
    job: 'fits an answer to its budget and fences what others wrote.',
    packages: 'zod',
  },
  'content/rich-text/': {
    job: 'renders and escapes text within a line.',
    imports: 'content/names.ts content/notion-id.ts',
    packages: '@notionhq/client',
  },
  'content/blocks/': {
    job: 'turns Notion’s blocks into documents.',
    imports:
      'content/document.ts content/meeting-section.ts content/names.ts content/notion-id.ts content/rich-text/',
    packages: '@notionhq/client',
  },
  'content/hosted/': {
    job: 'reads the answers of Notion’s hosted server.',
    imports: 'content/notion-id.ts',
    packages: 'zod',
  },
  'content/markdown/': {
    job: 'turns Notion’s Markdown into documents.',
    imports:
      'content/document.ts content/meeting-section.ts content/names.ts content/notion-id.ts content/raw-text.ts content/rich-text/',
  },
  'content/print/': {
    job: 'prints documents and titles.',
    imports:
      'content/answer/ content/document.ts content/notion-id.ts content/raw-text.ts content/rich-text/',
  },
  'content/properties/': {
    job: 'prints properties and schemas.',
    imports: 'content/answer/ content/names.ts content/notion-id.ts content/print/ content/rich-text/',
  },
  'content/view/': {
    job: 'shows the part of a document that was asked for.',
    imports: 'content/answer/ content/document.ts content/markdown/ content/print/',
    packages: 'fastest-levenshtein zod',
    builtIns: 'crypto',
  },
};
