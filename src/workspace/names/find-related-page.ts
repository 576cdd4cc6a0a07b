import { InputError, isNotShared } from '../../errors.js';
import { queryDataSource } from '../../notion/endpoints/databases.js';
import { titlesMeant } from '../../notion/object-state.js';
import { parseReference } from '../../notion/reference.js';
import { matchText } from '../../text/match-text.js';
import { didYouMean } from '../../text/suggest.js';
import { counted, listNames, say, Words } from '../../text/words.js';
import type { NotionSession } from '../../notion/session.js';
import { isComplete, unreadText } from '../list-end.js';
import { readUntil } from '../read-all.js';
import { PAGES } from './find-page-by-title.js';
import { cacheSummary } from './titles.js';

/** Queries for one title, a hundred pages each. */
const MAX_QUERIES = 5;

/**
 * Ids of the pages that a relation's value means: an id, a URL, or a title in the related data source. Pages that share
 * the exact title are all meant.
 */
export async function findRelatedPages(
  session: NotionSession,
  text: string,
  dataSourceId: string | undefined,
  argument: string,
): Promise<string[]> {
  const reference = parseReference(text);
  if (reference !== undefined) {
    return [reference.id];
  }
  if (dataSourceId === undefined) {
    throw notShared(argument);
  }
  const wanted = titlesMeant(text);
  const filter = { property: 'title', title: { contains: wanted.at(-1) ?? text } };
  const read = await readUntil(
    (cursor) => queryDataSource(session, dataSourceId, { filter, propertyIds: ['title'], cursor }),
    MAX_QUERIES,
  ).catch((error: unknown) => {
    throw isNotShared(error) ? notShared(argument, { cause: error }) : error;
  });
  const titled = read.items.map((row) => ({ id: row.id, title: cacheSummary(session, row).title }));
  const names = titled.map(({ title }) => title);
  const found = wanted
    .map((each) => {
      const match = matchText(each, names);
      const meant = 'match' in match ? [match.match] : match.similar;
      return titled.filter(({ title }) => meant.includes(title));
    })
    .find((pages) => pages.length > 0);
  const [first] = titled;
  if (found !== undefined) {
    return found.map(({ id }) => id);
  }
  if (first !== undefined && titled.length === 1 && isComplete(read)) {
    return [first.id];
  }
  if (!isComplete(read)) {
    throw new InputError(
      argument,
      say`None of the pages of the related database that were found (${titled.length}) has this title. ${unreadText(read, PAGES)}`,
      say`${didYouMean(text, names)}Pass one exact title, or the page's URL or id.`,
    );
  }
  throw new InputError(
    argument,
    titled.length === 0
      ? say`No page of the related database has this title.`
      : say`${counted(titled.length, 'page')} of the related database ${Words.term(titled.length === 1 ? 'holds' : 'hold')} these words: ${listNames(names)}.`,
    titled.length === 0
      ? say`Pass an exact title, or the page's URL or id.`
      : say`${didYouMean(text, names)}Pass one exact title, or the page's URL or id.`,
  );
}

/** A schema may name a related database that this connection cannot read. */
function notShared(argument: string, options?: ErrorOptions): InputError {
  return new InputError(
    argument,
    say`The related database is not shared with this connection, so its pages cannot be found by title.`,
    say`Pass the related page's URL or id, or share the related database.`,
    options,
  );
}
