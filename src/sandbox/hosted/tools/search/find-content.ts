import { isVisiblePage, visibleDatabase } from '../../../access.js';
import { bareId, objectUrl } from '../../../ids.js';
import { pageTitle, titleOf } from '../../../titles.js';
import { isRemoved, isUnderTrash, upwards } from '../../../trash.js';
import type { Parent, Workspace } from '../../../workspace.js';
import { pathOf } from '../shown/ancestors.js';
import { readObjectId } from '../shown/object-id.js';
import type { ToolContext } from '../tool.js';
import { bodyText } from './body-text.js';
import { wordsOf } from './words.js';

/** What limits a search. */
interface SearchLimits {
  readonly limit: number;
  /** Longest highlight, in UTF-16 code units. */
  readonly highlight: number;
}

/** What a search is narrowed to. */
interface SearchScope {
  readonly query: string;
  readonly data_source_url?: string | undefined;
  readonly page_url?: string | undefined;
  readonly filters?:
    | {
        readonly created_date_range?:
          { readonly start_date?: string | undefined; readonly end_date?: string | undefined } | undefined;
        readonly created_by_user_ids?: readonly string[] | undefined;
      }
    | undefined;
}

/** A page or database with the text that is searched. */
interface Candidate {
  readonly kind: 'page' | 'database';
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly created: string;
  readonly createdBy: string;
  readonly edited: string;
  readonly parent: Parent;
}

/** A word in the title counts as much as this many in the text. */
const TITLE_WEIGHT = 3;

/** Pages and databases whose title or text has the words, those with most and the rarest of them first. */
export function findContent(
  { workspace, behavior }: ToolContext,
  scope: SearchScope,
  { limit, highlight }: SearchLimits,
): Record<string, unknown>[] {
  const words = wordsOf(scope.query);
  const all = candidates(workspace);
  const weights = weightsOf(all, words);
  return all
    .filter((candidate) => isInScope(workspace, candidate, scope))
    .map((candidate) => ({ candidate, score: scoreOf(candidate, weights) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || b.candidate.edited.localeCompare(a.candidate.edited))
    .slice(0, limit)
    .map(({ candidate }) => ({
      id: candidate.id,
      title: candidate.title,
      url: behavior.searchUrls === 'bare' ? bareId(candidate.id) : objectUrl(candidate.id),
      type: candidate.kind,
      highlight: highlightOf(candidate.body, words, highlight),
      timestamp: candidate.edited,
      path: pathOf(workspace, candidate.parent),
    }));
}

function candidates(workspace: Workspace): Candidate[] {
  const pages = [...workspace.pages.values()]
    .filter((page) => isVisiblePage(workspace, page) && !isRemoved(workspace, page))
    .map((page): Candidate => ({
      kind: 'page',
      id: page.id,
      title: pageTitle(page),
      body: bodyText(workspace, page),
      created: page.created,
      createdBy: page.createdBy,
      edited: page.edited,
      parent: page.parent,
    }));
  const databases = [...workspace.databases.values()]
    .filter(
      ({ id, parent }) =>
        visibleDatabase(workspace, id) !== undefined &&
        !workspace.removed.has(id) &&
        !isUnderTrash(workspace, parent),
    )
    .map(({ id, created, createdBy, edited, parent, dataSources }): Candidate => ({
      kind: 'database',
      id,
      title: titleOf(workspace, id),
      body: dataSources.map((source) => workspace.dataSources.get(source)?.name ?? '').join('\n'),
      created,
      createdBy,
      edited,
      parent,
    }));
  return [...pages, ...databases];
}

function isInScope(workspace: Workspace, candidate: Candidate, scope: SearchScope): boolean {
  const { id, parent, created, createdBy } = candidate;
  const { created_date_range: range, created_by_user_ids: authors } = scope.filters ?? {};
  const place = scope.data_source_url ?? scope.page_url;
  const below = place === undefined ? undefined : (readObjectId(place)?.id ?? '');
  const day = created.slice(0, 10);
  return (
    (below === undefined || id === below || upwards(workspace, parent).includes(below)) &&
    (range?.start_date === undefined || day >= range.start_date) &&
    (range?.end_date === undefined || day < range.end_date) &&
    (authors === undefined || authors.includes(createdBy))
  );
}

/** Whether one of the text's words begins with the word that is searched. */
function hasWord(text: string, word: string): boolean {
  return wordsOf(text).some((each) => each.startsWith(word));
}

/** How much each word says: the fewer pages have it, the more. */
function weightsOf(all: readonly Candidate[], words: readonly string[]): Map<string, number> {
  return new Map(
    words.map((word) => {
      const having = all.filter(({ title, body }) => hasWord(`${title}\n${body}`, word));
      return [word, Math.log(1 + all.length / (1 + having.length))];
    }),
  );
}

function scoreOf({ title, body }: Candidate, weights: ReadonlyMap<string, number>): number {
  return [...weights].reduce(
    (sum, [word, weight]) =>
      sum + weight * ((hasWord(title, word) ? TITLE_WEIGHT : 0) + (hasWord(body, word) ? 1 : 0)),
    0,
  );
}

/** The text around the first word that it has. */
function highlightOf(body: string, words: readonly string[], length: number): string {
  const lower = body.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0);
  const start = places.length === 0 ? 0 : Math.max(0, Math.min(...places) - Math.floor(length / 4));
  return body.slice(start, start + length);
}
