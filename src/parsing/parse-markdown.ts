import { threadFile } from '../bounded-work/thread-file.js';
import { WorkError, WorkThreads } from '../bounded-work/work-threads.js';
import type { References } from '../content/collect-references.js';
import type { DocumentBlock } from '../content/document.js';
import type { Names } from '../content/names.js';
import { TooLargeError, ToolError, UnavailableError } from '../errors.js';
import { parseMarkdownJob, type MarkdownJob, type NameTable, type ParsedMarkdown } from './text-jobs.js';

/** Characters up to which a text is parsed where it is: copying it to a thread and back would take longer. */
const MAX_CHARACTERS_IN_PLACE = 200_000;
/** Milliseconds for one text; a thousandth of it is normal. */
const MAX_PARSE_MS = 10_000;

/** Runs a job somewhere else than on the event loop. */
export type ParseAside = (job: MarkdownJob, signal: AbortSignal) => Promise<ParsedMarkdown>;

/** A text of the markdown endpoint, with whose call it is parsed for. */
export interface MarkdownText {
  readonly markdown: string;
  readonly unknownBlockIds: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * A text of the markdown endpoint as a document, with the names that `lookUp` finds. A large one is parsed on a thread of
 * its own with a deadline, so that a text that some fault makes endless costs one call and not the process.
 */
export async function parseMarkdownText(
  { markdown, unknownBlockIds, signal }: MarkdownText,
  lookUp: (references: References) => Promise<Names>,
  aside: ParseAside | undefined = threadsForText(),
): Promise<DocumentBlock[]> {
  const parse = (names: NameTable): ParsedMarkdown | Promise<ParsedMarkdown> => {
    const job = { markdown, unknownBlockIds, names };
    return markdown.length > MAX_CHARACTERS_IN_PLACE && aside !== undefined
      ? aside(job, signal).catch((error: unknown) => explain(error))
      : parseMarkdownJob(job);
  };
  const { blocks, missing } = await parse({ titles: new Map(), users: new Map() });
  if (missing.titles.length + missing.users.length === 0) {
    return blocks;
  }
  const references = { titles: [...missing.titles], users: [...missing.users] };
  const names = await lookUp(references);
  const table = {
    titles: found(references.titles, (id) => names.title(id)),
    users: found(references.users, (id) => names.user(id)),
  };
  return (await parse(table)).blocks;
}

function found(ids: readonly string[], nameOf: (id: string) => string | undefined): Map<string, string> {
  return new Map(
    ids.flatMap((id): [string, string][] => {
      const name = nameOf(id);
      return name === undefined ? [] : [[id, name]];
    }),
  );
}

function explain(error: unknown): never {
  if (error instanceof ToolError) {
    throw error;
  }
  if (error instanceof WorkError && error.failure === 'crowded') {
    throw new UnavailableError('Too many large pages are being read.', 'Call again in a minute.', {
      cause: error,
    });
  }
  throw new TooLargeError(
    'The text of this page takes this server too long, or too much memory, to read.',
    'Read a smaller page; tell the operator of the server which page this was.',
    { cause: error },
  );
}

let aside: ParseAside | undefined;

/** The threads of this process, none of which runs before there is work; undefined where the sources run unbundled. */
function threadsForText(): ParseAside | undefined {
  const file = aside === undefined ? threadFile('text-thread') : undefined;
  if (file !== undefined) {
    const threads = new WorkThreads(file);
    aside = async (job, signal) =>
      // What the thread answers is what `parseMarkdownJob` returns, copied.
      (await threads.run(job, { signal, deadlineMs: MAX_PARSE_MS })) as ParsedMarkdown;
  }
  return aside;
}
