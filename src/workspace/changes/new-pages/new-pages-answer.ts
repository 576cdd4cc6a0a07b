import type { Answer } from '../../../content/answer/answer.js';
import { pluralize } from '../../../content/answer/pluralize.js';
import type { Names } from '../../../content/names.js';
import { pageUrl, shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { quote } from '../../../text/quote.js';
import { titleOf } from '../../names/titles.js';
import { changeNotes, failureText } from '../answer-change.js';
import type { RunChange } from '../run-change.js';
import type { MadePage } from './find-made-page.js';
import type { NewPlace } from '../pages/find-parent.js';
import type { NewPage } from './make-page.js';
import { newPageLines } from './new-page-lines.js';

/** Pages that were to be made, and how it went. */
interface MadePages {
  readonly pages: readonly NewPage[];
  readonly run: RunChange<MadePage>;
  /** The change that added what did not fit into the requests of the first. */
  readonly rest: RunChange<unknown> | undefined;
  /** How many blocks are there, by the ids of the pages that have less than was asked for. */
  readonly partial: ReadonlyMap<string, number>;
  readonly names: Names;
  readonly notes: readonly string[];
}

/** Each page with its own outcome. */
export function newPagesAnswer({ pages, run, rest, partial, names, notes }: MadePages): Answer {
  const lines = pages.flatMap((page, at) => {
    const result = run.results[at];
    if (result?.kind !== 'saved') {
      return [];
    }
    const { id, page: made } = result.saved.result;
    return [
      newPageLines(page, made === undefined ? pageUrl(id) : shortUrl(made.url), names, partial.get(id)),
    ];
  });
  const failures = pages.flatMap(({ title }, at) => {
    const result = run.results[at];
    return result === undefined || result.kind === 'saved'
      ? []
      : [`${quote(titleText(title))}: ${failureText(result)}`];
  });
  return {
    summary: `${pluralize(lines.length, 'page')} created${failures.length > 0 ? `, ${failures.length} not` : ''}.`,
    content: lines.join('\n\n'),
    notes: [
      ...failures,
      ...notes,
      ...changeNotes(run),
      rest === undefined || rest.made.length === 0
        ? ''
        : `Change ${rest.id} added ${rest.made.length < rest.results.length ? 'some of ' : ''}what did not fit into the first request; it goes with the page.`,
    ],
  };
}

/** What is to be known of pages that are to be filled from a template and are not yet. */
export function emptyNote(count: number): string {
  return count === 0
    ? ''
    : `${pluralize(count, 'page')} still empty: Notion fills pages from a template later and does not say when. Read them in a minute; do not create them again.`;
}

/** Where new pages go, for whoever is to agree to it. */
export function placeText(parent: NewPlace): string {
  switch (parent.kind) {
    case 'database':
      return `in the database ${quote(titleText(plainText(parent.source.title)))}`;
    case 'page':
      return `below the page ${quote(titleText(titleOf(parent.page)))}`;
    case 'private':
      return 'at the top of the workspace';
  }
}
