import type { PageObjectResponse } from '@notionhq/client';
import type { Answer } from '../../../content/answer/answer.js';
import { pluralize } from '../../../content/answer/pluralize.js';
import { quote } from '../../../text/quote.js';
import type { Names } from '../../../content/names.js';
import { changeNotes, failureText } from '../answer-change.js';
import { lockedNote } from '../locked-note.js';
import { changeLines, storedOtherwise, type ShownChange } from './change-lines.js';
import type { RunChange } from '../run-change.js';
import type { Words } from '../../../text/words.js';

/** What would change, before → after; nothing was sent. */
export function proposedAnswer(
  targets: readonly ShownChange[],
  names: Names,
  notes: readonly string[],
): Answer {
  return {
    summary:
      targets.length === 0
        ? 'Nothing to change.'
        : `Nothing was changed. This call would change ${pluralize(targets.length, 'page')}.`,
    content: targets.map((each) => changeLines(each, names)).join('\n\n'),
    notes,
  };
}

/** The targets as Notion has stored them, where it has. */
export function afterChange(
  targets: readonly ShownChange[],
  { results }: RunChange<PageObjectResponse | undefined>,
): readonly ShownChange[] {
  return targets.map((target, at) => {
    const result = results[at];
    return result?.kind === 'saved' ? { ...target, after: result.saved.result } : target;
  });
}

/** What has changed, before → after, and which pages have not. `titles` are those of the targets, in order. */
export function changedAnswer(
  run: RunChange<PageObjectResponse | undefined>,
  done: readonly ShownChange[],
  titles: readonly string[],
  names: Names,
  notes: readonly string[],
): Answer {
  const saved = done.filter((_, at) => run.results[at]?.kind === 'saved');
  const failures = run.results.flatMap((result, at) =>
    result.kind === 'saved' ? [] : [`${quote(titles[at] ?? '')}: ${failureText(result)}`],
  );
  const otherwise = [...new Set(done.flatMap(storedOtherwise))];
  return {
    summary: `${pluralize(saved.length, 'page')} changed${failures.length > 0 ? `, ${failures.length} not` : ''}.`,
    content: saved.map((each) => changeLines(each, names)).join('\n\n'),
    notes: [
      ...failures,
      otherwise.length > 0
        ? `Notion stored these otherwise than they were sent: ${otherwise.map((name) => quote(name)).join(', ')}.`
        : '',
      ...notes,
      ...changeNotes(run),
    ],
  };
}

/** How the conditions were read that chose rows, and whether more rows fit them than one call changes. */
export function choiceNotes(
  chosen: { readonly readAs: readonly Words[]; readonly isMore: boolean } | undefined,
  limit: number,
): string[] {
  return [
    ...(chosen?.readAs ?? []).map(String),
    chosen?.isMore === true
      ? `More rows match: one call changes ${limit}. Call again for the others, once these no longer match.`
      : '',
  ];
}

/** A note on locked pages that stay so. */
export function lockedTargets(targets: readonly Pick<ShownChange, 'page' | 'values'>[]): string {
  return lockedNote(
    targets.filter(({ values }) => values.fields.is_locked === undefined).map(({ page }) => page),
  );
}
