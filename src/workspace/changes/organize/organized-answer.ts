import type { Answer } from '../../../content/answer/answer.js';
import { pluralize } from '../../../content/answer/pluralize.js';
import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { quote } from '../../../text/quote.js';
import { titleOf } from '../../names/titles.js';
import { changeNotes, failureText, type Lasting } from '../answer-change.js';
import { lockedNote } from '../locked-note.js';
import type { MadePage } from '../new-pages/find-made-page.js';
import type { RunChange } from '../run-change.js';
import type { OrganizeAction, PlannedPage } from './planned-page.js';
import { stateAfter } from './page-state.js';

/** What has become of pages: `3 pages moved`. */
function doneWords(action: OrganizeAction): string {
  return action === 'move' ? 'moved' : action === 'duplicate' ? 'duplicated' : stateAfter(action);
}

/** What would become of each page; nothing was sent. */
export function proposedPages(
  action: OrganizeAction,
  targets: readonly PlannedPage[],
  notes: readonly string[],
): Answer {
  return {
    summary:
      targets.length === 0
        ? 'Nothing to change.'
        : `Nothing was changed. With this call ${pluralize(targets.length, 'page')} would be ${doneWords(action)}.`,
    content: targets.map((target) => lineOf(target, undefined)).join('\n'),
    notes: [...notesOf(action, targets), ...notes],
  };
}

/** What has become of each page. `unchanged`: what Notion has accepted and does not show. */
export function organizedPages(
  action: OrganizeAction,
  targets: readonly PlannedPage[],
  run: RunChange<MadePage>,
  unchanged: readonly PlannedPage[],
  notes: readonly string[],
): Answer {
  const done = targets.filter(
    (target, at) => run.results[at]?.kind === 'saved' && !unchanged.includes(target),
  );
  const failures = targets.flatMap((target, at) => {
    const result = run.results[at];
    return result === undefined || result.kind === 'saved'
      ? []
      : [`${quote(titleOf(target.page))}: ${failureText(result)}`];
  });
  const others = failures.length + unchanged.length;
  return {
    summary: `${pluralize(done.length, 'page')} ${doneWords(action)}${others > 0 ? `, ${others} not` : ''}.`,
    content: targets
      .flatMap((target, at) => {
        const result = run.results[at];
        return result?.kind === 'saved' && done.includes(target)
          ? [lineOf(target, action === 'duplicate' ? result.saved.result : undefined)]
          : [];
      })
      .join('\n'),
    notes: [
      ...failures,
      ...unchanged.map(
        ({ page }) =>
          `${quote(titleOf(page))}: Notion has accepted this and does not show it. Look at it in a minute.`,
      ),
      ...notesOf(action, done),
      ...notes,
      ...changeNotes(run, lastingOf(done)),
    ],
  };
}

function lastingOf(done: readonly PlannedPage[]): Lasting {
  const final = done.filter(({ isFinal }) => isFinal === true);
  const what = final.length === 1 ? 'one of the moves' : `${final.length} of the moves`;
  const isAll = final.length === done.length;
  return { what: final.length === 0 ? [] : [isAll ? 'this' : what], isAll };
}

function lineOf({ page, becomes }: PlannedPage, made: MadePage | undefined): string {
  const url = made === undefined ? page.url : (made.page?.url ?? page.url);
  return `${titleText(titleOf(page))}: ${becomes} ${shortUrl(url)}`;
}

/** A copy and an open lock leave nothing that is locked changed. */
function notesOf(action: OrganizeAction, targets: readonly PlannedPage[]): readonly string[] {
  const locked =
    action === 'unlock' || action === 'duplicate' ? '' : lockedNote(targets.map(({ page }) => page));
  return [locked, ...new Set(targets.flatMap(({ notes }) => notes))];
}
