import type { DataSourceObjectResponse } from '@notionhq/client';
import { CapabilityError, InputError, isNotFound } from '../../errors.js';
import { retrieveDataSource } from '../../notion/endpoints/databases.js';
import { listViews, retrieveView, type View } from '../../notion/endpoints/views.js';
import { parseReference } from '../../notion/reference.js';
import type { NotionSession } from '../../notion/session.js';
import { parseViewReference, readDatabaseReference } from '../../notion/view-reference.js';
import { matchText } from '../../text/match-text.js';
import { didYouMean } from '../../text/suggest.js';
import { listNames, listWords, say, Words } from '../../text/words.js';
import { databaseIdOf } from './database-names.js';
import { findDataSource, SeveralSourcesError } from './find-database.js';
import { LinkedViewError } from './linked-view.js';

/** Views that one look for a name reads, one request each: Notion lists them without names. */
const MAX_VIEWS_PER_NAME = 25;

/** Views of a linked view that are read to find one that shows rows. */
const MAX_FIRST_VIEWS = 3;

/** Why a view without a data source is not applied. */
function withoutRows({ type }: View): Words {
  return type === 'dashboard'
    ? say`a dashboard has no rows of its own`
    : say`Notion's API does not say whose rows it shows`;
}

/** A data source as a view shows it. */
export interface SourceAndView {
  readonly source: DataSourceObjectResponse;
  readonly view?: View;
  /** Why the view that was asked for is not applied. */
  readonly viewProblem?: Words;
}

/**
 * Finds the data source that `database` means, and the view: `viewText` is its name, URL or id, else it is the one in the
 * database's URL. A linked view stands for its first view, and of several data sources the view tells which is meant.
 * Without a view this costs what `findDataSource` costs; a view by id replaces the request for the database. Where Notion
 * does not give a view, `viewProblem` says so.
 */
export async function findSourceAndView(
  session: NotionSession,
  database: string,
  viewText: string | undefined,
): Promise<SourceAndView> {
  const given = readDatabaseReference(database);
  const viewId = viewText === undefined ? given.viewId : parseViewReference(viewText);
  if (viewId !== undefined) {
    return findByViewId(session, given.database, viewId, viewText !== undefined);
  }
  try {
    const source = await findDataSource(session, given.database);
    return viewText === undefined ? { source } : await findByViewName(session, source, viewText);
  } catch (error) {
    if (
      error instanceof LinkedViewError ||
      (error instanceof SeveralSourcesError && viewText !== undefined)
    ) {
      return findByViews(session, error, viewText);
    }
    throw error;
  }
}

async function findByViewId(
  session: NotionSession,
  database: string,
  viewId: string,
  isArgument: boolean,
): Promise<SourceAndView> {
  const view = await orProblem(() => retrieveView(session, viewId));
  const reference = parseReference(database);
  const isView = reference?.kind === 'view';
  if (!(view instanceof Words) && (isView || reference?.id === view.databaseId)) {
    if (view.dataSourceId !== undefined) {
      return { source: await retrieveDataSource(session, view.dataSourceId), view };
    }
    if (isView) {
      throw dashboard('database');
    }
  }
  if (isView) {
    throw new InputError(
      'database',
      say`Notion's API does not give this view: it does not exist or is not shared with this connection.`,
      say`Pass the database's URL, id or name.`,
    );
  }
  const source = await findDataSource(session, database);
  if (view instanceof Words) {
    return { source, viewProblem: view };
  }
  if (view.dataSourceId === source.id) {
    return { source, view };
  }
  if (view.dataSourceId === undefined) {
    return { source, viewProblem: withoutRows(view) };
  }
  if (isArgument) {
    throw new InputError(
      'view',
      say`This view shows another database.`,
      say`Pass ${Words.term(`view://${viewId}`)} as database to query that one, or a view of this database.`,
    );
  }
  return { source, viewProblem: say`the view in the URL shows another database` };
}

async function findByViewName(
  session: NotionSession,
  source: DataSourceObjectResponse,
  name: string,
): Promise<SourceAndView> {
  const databaseId = databaseIdOf(source);
  const read =
    databaseId === undefined
      ? say`Notion's API gives no views of this database`
      : await orProblem(() => readViews(session, databaseId, MAX_VIEWS_PER_NAME));
  if (read instanceof Words) {
    return { source, viewProblem: read };
  }
  const views = read.views.filter(({ dataSourceId }) => (dataSourceId ?? source.id) === source.id);
  const view = named(name, { ...read, views });
  return view.dataSourceId === undefined ? { source, viewProblem: withoutRows(view) } : { source, view };
}

/**
 * What a linked view shows is told by its views, as is the data source that is meant of several; the first view is the one
 * that people see first.
 */
async function findByViews(
  session: NotionSession,
  error: LinkedViewError | SeveralSourcesError,
  name: string | undefined,
): Promise<SourceAndView> {
  const limit = name === undefined ? MAX_FIRST_VIEWS : MAX_VIEWS_PER_NAME;
  const read = await orProblem(() => readViews(session, error.databaseId, limit));
  const views =
    read instanceof Words ? [] : read.views.filter(({ dataSourceId }) => dataSourceId !== undefined);
  const view =
    read instanceof Words || name === undefined || views.length === 0
      ? views[0]
      : named(name, { ...read, views });
  if (view?.dataSourceId === undefined) {
    throw error;
  }
  return { source: await retrieveDataSource(session, view.dataSourceId), view };
}

/** Views of a database that were read. */
interface ReadViews {
  readonly views: readonly View[];
  /** Further views, or some that could not be read. */
  readonly isPart: boolean;
}

/** The first views of a database, in Notion's order. */
async function readViews(session: NotionSession, databaseId: string, limit: number): Promise<ReadViews> {
  const { ids, hasMore } = await listViews(session, databaseId);
  const read = await Promise.all(ids.slice(0, limit).map((id) => orProblem(() => retrieveView(session, id))));
  const views = read.flatMap((view) => (view instanceof Words ? [] : [view]));
  return { views, isPart: hasMore || views.length < ids.length };
}

function named(name: string, { views, isPart }: ReadViews): View {
  const names = views.map((view) => view.name);
  const match = matchText(name, names);
  const meant = 'match' in match ? [match.match] : match.similar;
  const [only, ...others] = views.filter((view) => meant.includes(view.name));
  if (only === undefined) {
    throw new InputError(
      'view',
      isPart
        ? say`None of the views of this database that were read (${views.length}) is called ${name}.`
        : say`No view of this database is called ${name}.`,
      say`${didYouMean(name, names)}Views: ${listNames(names)}.${isPart ? say` There are more: pass the view's URL.` : say``}`,
    );
  }
  if (others.length > 0) {
    const choices = listWords(
      [only, ...others],
      (view) => say`${view.name} (${Words.term(`view://${view.id}`)}, ${Words.term(view.type)})`,
      '; ',
    );
    throw new InputError(
      'view',
      say`Several views have this name: ${choices}.`,
      say`Pass one of these ids as view.`,
    );
  }
  return only;
}

/** What Notion does not have, or does not give, is a reason to go on without. */
async function orProblem<Value>(read: () => Promise<Value>): Promise<Value | Words> {
  try {
    return await read();
  } catch (error) {
    if (!isNotFound(error) && !(error instanceof CapabilityError)) {
      throw error;
    }
    return say`Notion's API does not give the view`;
  }
}

function dashboard(argument: string): InputError {
  return new InputError(
    argument,
    say`This view is a dashboard, which has no rows of its own.`,
    say`Pass the database's URL or name.`,
  );
}
