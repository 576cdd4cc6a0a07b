import { InputError } from '../../../errors.js';
import { listCurrentViews, retrieveCurrentView, type View } from '../../../notion/endpoints/views.js';
import type { NotionSession } from '../../../notion/session.js';
import { parseReference } from '../../../notion/reference.js';
import { parseViewReference } from '../../../notion/view-reference.js';
import { matchText } from '../../../text/match-text.js';
import { didYouMean } from '../../../text/suggest.js';
import { listNames, listWords, say, Words } from '../../../text/words.js';

/** Views of a database that are read, one request each: Notion lists them without names. */
const MAX_VIEWS = 25;

/** The views of a database as they are now, as far as they were read. */
export interface CurrentViews {
  readonly views: readonly View[];
  readonly isWhole: boolean;
}

export async function readCurrentViews(session: NotionSession, databaseId: string): Promise<CurrentViews> {
  const { ids, hasMore } = await listCurrentViews(session, databaseId);
  const views = await Promise.all(ids.slice(0, MAX_VIEWS).map((id) => retrieveCurrentView(session, id)));
  return { views, isWhole: !hasMore && ids.length <= MAX_VIEWS };
}

/** The view that is called so, or has this URL; undefined if none is. */
export function findView(text: string, { views }: CurrentViews): View | undefined {
  const reference = parseReference(text) === undefined ? undefined : parseViewReference(text);
  const byId = views.find(({ id }) => id === reference);
  if (byId !== undefined) {
    return byId;
  }
  const match = matchText(
    text,
    views.map(({ name }) => name),
  );
  const meant = 'match' in match ? [match.match] : match.similar;
  const [only, ...others] = views.filter(({ name }) => meant.includes(name));
  if (only !== undefined && others.length > 0) {
    const choices = listWords(
      [only, ...others],
      (view) => say`${view.name} (${Words.term(`view://${view.id}`)}, ${Words.term(view.type)})`,
      '; ',
    );
    throw new InputError(
      'views',
      say`Several views have the name ${text}: ${choices}.`,
      say`Pass one of these ids in place of the name.`,
    );
  }
  return only;
}

export function unknownView(text: string, { views, isWhole }: CurrentViews, advice: Words): InputError {
  const names = views.map(({ name }) => name);
  return new InputError(
    'views',
    isWhole
      ? say`No view of this database is called ${text}.`
      : say`None of the views of this database that were read (${views.length}) is called ${text}.`,
    say`${didYouMean(text, names)}Views: ${listNames(names)}. ${advice}`,
  );
}
