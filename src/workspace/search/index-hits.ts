import { isNotFound, CancelledError, ToolError } from '../../errors.js';
import { retrieveCurrentDatabase } from '../../notion/endpoints/databases.js';
import { retrieveCurrentPage } from '../../notion/endpoints/pages.js';
import { stateOf } from '../../notion/object-state.js';
import type { CacheKind, NotionSession } from '../../notion/session.js';
import type { IndexHit } from '../../search-index/search-index.js';
import type { TextIndex } from '../../search-index/text-index.js';
import type { LookupBudget } from '../lookup-budget.js';
import { cacheSummary } from '../names/titles.js';
import { undefinedOnToolError } from '../tolerate.js';
import { holdsAllWords } from './rank-titles.js';
import { passageOf } from './search-texts.js';
import type { TitleHit } from './title-hits.js';

/** What Notion says of a hit, at the time of the answer or less than a minute before. */
interface Access {
  readonly editedAt: string;
}

/** Milliseconds for which an answer of Notion's that something may be seen is believed. */
const ACCESS_LIFETIME_MS = 60_000;
/** Of a caller with roots, hits whose text is read: what it may see of them, no index knows. */
const MAX_RESTRICTED_HITS = 8;

const accessCache: CacheKind<Access> = { name: 'index_access', lifetimeMs: ACCESS_LIFETIME_MS };

/** A hit that may be shown. */
export interface SeenHit {
  readonly hit: IndexHit;
  /** Whether it was edited since it was indexed. */
  readonly isEdited: boolean;
  /** In place of the index's: what this caller may see of the text. */
  readonly passage?: string | undefined;
}

/** Hits as they may be shown, and how many may not. */
export interface SeenHits {
  readonly seen: readonly SeenHit[];
  /** Notion refuses them, or they are in the trash. */
  readonly refused: number;
  /** Notion did not say whether they may be seen. */
  readonly unchecked: number;
}

/** The page or database that is opened for a hit: comments are on a page. */
export function shownId({ document }: IndexHit): string {
  return document.kind === 'comments' ? (document.parent ?? document.id) : document.id;
}

/**
 * Asks Notion whether the hits may be seen, each once, all at the same time; what it has said in this call or in the last
 * minute is not asked again. What it refuses is forgotten by the index, what it does not answer for is not shown.
 */
export async function seenHits(
  session: NotionSession,
  index: TextIndex,
  hits: readonly IndexHit[],
  live: readonly TitleHit[],
): Promise<SeenHits> {
  for (const { object } of live) {
    if (object.object === 'page') {
      session.setCached(accessCache, object.id, { editedAt: object.last_edited_time });
    }
  }
  const outcomes = await Promise.all(hits.map((hit) => accessTo(session, hit)));
  const refused = hits.filter((_, at) => outcomes[at] === 'refused');
  const seen: SeenHit[] = [];
  hits.forEach((hit, at) => {
    const outcome = outcomes[at];
    if (typeof outcome === 'object') {
      const isPage = hit.document.kind === 'page' || hit.document.kind === 'row';
      seen.push({ hit, isEdited: isPage && isLater(outcome.editedAt, hit.document.editedAt) });
    }
  });
  await index.refused([...new Set(refused.map(shownId))]);
  await index.changed(seen.filter(({ isEdited }) => isEdited).map(({ hit }) => hit.document.id));
  const unchecked = outcomes.filter((outcome) => outcome === 'unchecked').length;
  return { seen, refused: refused.length, unchecked };
}

async function accessTo(session: NotionSession, hit: IndexHit): Promise<Access | 'refused' | 'unchecked'> {
  const id = shownId(hit);
  try {
    return await session.cached(accessCache, id, async (reader) => {
      const object =
        hit.document.kind === 'database'
          ? await retrieveCurrentDatabase(reader, id)
          : await retrieveCurrentPage(reader, id);
      if (stateOf(object) === 'in the trash') {
        throw new TrashedError();
      }
      return { editedAt: object.last_edited_time };
    });
  } catch (error) {
    if (error instanceof TrashedError || isNotFound(error)) {
      return 'refused';
    }
    if (error instanceof ToolError && !(error instanceof CancelledError)) {
      return 'unchecked';
    }
    throw error;
  }
}

/** Not kept as an answer, so that what is restored can be seen at once. */
class TrashedError extends Error {}

/**
 * For a caller that may see a part of the workspace only: the index knows where words are, but the texts that it holds may
 * name what the caller must not see. Each hit's text is read as the caller may read it, and is a hit only if the words are there.
 */
export async function restrictedHits(
  session: NotionSession,
  query: string,
  { seen, ...counts }: SeenHits,
  lookups: LookupBudget,
): Promise<SeenHits> {
  const pages = seen.filter(
    ({ hit }) => hit.document.kind !== 'database' && hit.document.kind !== 'comments',
  );
  const read = await Promise.all(
    pages.slice(0, MAX_RESTRICTED_HITS).map(async (one) => {
      return undefinedOnToolError(async () => {
        const object = await retrieveCurrentPage(session, one.hit.document.id);
        const hit = { object, summary: cacheSummary(session, object) };
        const passage = await passageOf(session, query, hit, lookups);
        const isHit = passage !== undefined || holdsAllWords(hit.summary.title, query);
        return isHit ? [{ ...one, passage: passage ?? '' }] : [];
      });
    }),
  );
  const unread = read.filter((one) => one === undefined).length;
  return {
    ...counts,
    seen: read.flatMap((one) => one ?? []),
    unchecked: counts.unchecked + unread,
  };
}

function isLater(live: string, indexed: string): boolean {
  return Date.parse(live) > Date.parse(indexed);
}
