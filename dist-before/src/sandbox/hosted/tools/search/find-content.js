import { isVisiblePage, visibleDatabase } from '../../../access.js';
import { bareId, objectUrl } from '../../../ids.js';
import { pageTitle, titleOf } from '../../../titles.js';
import { isRemoved, isUnderTrash, upwards } from '../../../trash.js';
import { pathOf } from '../shown/ancestors.js';
import { readObjectId } from '../shown/object-id.js';
import { bodyText } from './body-text.js';
import { wordsOf } from './words.js';
/** A word in the title counts as much as this many in the text. */
const TITLE_WEIGHT = 3;
/** Pages and databases whose title or text has the words, those with most and the rarest of them first. */
export function findContent({ workspace, behavior }, scope, { limit, highlight }) {
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
function candidates(workspace) {
    const pages = [...workspace.pages.values()]
        .filter((page) => isVisiblePage(workspace, page) && !isRemoved(workspace, page))
        .map((page) => ({
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
        .filter(({ id, parent }) => visibleDatabase(workspace, id) !== undefined &&
        !workspace.removed.has(id) &&
        !isUnderTrash(workspace, parent))
        .map(({ id, created, createdBy, edited, parent, dataSources }) => ({
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
function isInScope(workspace, candidate, scope) {
    const { id, parent, created, createdBy } = candidate;
    const { created_date_range: range, created_by_user_ids: authors } = scope.filters ?? {};
    const place = scope.data_source_url ?? scope.page_url;
    const below = place === undefined ? undefined : (readObjectId(place)?.id ?? '');
    const day = created.slice(0, 10);
    return ((below === undefined || id === below || upwards(workspace, parent).includes(below)) &&
        (range?.start_date === undefined || day >= range.start_date) &&
        (range?.end_date === undefined || day < range.end_date) &&
        (authors === undefined || authors.includes(createdBy)));
}
/** Whether one of the text's words begins with the word that is searched. */
function hasWord(text, word) {
    return wordsOf(text).some((each) => each.startsWith(word));
}
/** How much each word says: the fewer pages have it, the more. */
function weightsOf(all, words) {
    return new Map(words.map((word) => {
        const having = all.filter(({ title, body }) => hasWord(`${title}\n${body}`, word));
        return [word, Math.log(1 + all.length / (1 + having.length))];
    }));
}
function scoreOf({ title, body }, weights) {
    return [...weights].reduce((sum, [word, weight]) => sum + weight * ((hasWord(title, word) ? TITLE_WEIGHT : 0) + (hasWord(body, word) ? 1 : 0)), 0);
}
/** The text around the first word that it has. */
function highlightOf(body, words, length) {
    const lower = body.toLowerCase();
    const places = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0);
    const start = places.length === 0 ? 0 : Math.max(0, Math.min(...places) - Math.floor(length / 4));
    const word = body.lastIndexOf(' ', start) + 1;
    return body.slice(word, word + length);
}
