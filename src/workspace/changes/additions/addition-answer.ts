import { pluralize } from '../../../content/answer/pluralize.js';
import type { Answer } from '../../../content/answer/answer.js';
import { isTopLevel } from '../../../content/markdown/compose/plan-appends.js';
import { pageUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import type { Block } from '../../../notion/endpoints/blocks.js';
import type { NotionSession } from '../../../notion/session.js';
import { quote } from '../../../text/quote.js';
import { LookupBudget } from '../../lookup-budget.js';
import { changeNotes, failureText } from '../answer-change.js';
import type { RunChange } from '../run-change.js';
import { storedOnTop, type Addition } from './append-steps.js';
import { compareStored } from './compare-stored.js';
import { countAll, firstWords, MAX_LAST_CHARACTERS } from './first-words.js';

/** Lists that are read to compare what is nested with what was sent. */
const MAX_COMPARED_LISTS = 20;

/** What a call would add. */
export function proposedAddition(addition: Addition, notes: readonly string[]): Answer {
  const { place, blocks } = addition;
  return {
    summary: `Nothing was added. This call would add ${pluralize(countAll(blocks), 'block')} ${place.says}.`,
    content: `${pageLine(addition)}\n${firstWords(blocks)}`,
    notes,
  };
}

/** What a call has added, and how far it got. */
export async function madeAddition(
  session: NotionSession,
  addition: Addition,
  run: RunChange<readonly Block[]>,
  notes: readonly string[],
): Promise<Answer> {
  const { place, blocks, requests } = addition;
  const failed = run.results.find(({ kind }) => kind !== 'saved');
  const savedRequests = requests.filter((_request, at) => run.results[at]?.kind === 'saved');
  const saved = savedRequests.flatMap((request) => request.blocks);
  const savedOnTop = savedRequests
    .filter((request) => isTopLevel(request, requests))
    .flatMap((request) => request.blocks);
  const [added, all] = [countAll(saved), countAll(blocks)];
  return {
    summary:
      failed === undefined
        ? `${pluralize(added, 'block')} added ${place.says}.`
        : `${added} of ${pluralize(all, 'block')} added ${place.says}; the rest was not.`,
    content: `${pageLine(addition)}\n${firstWords(failed === undefined ? blocks : savedOnTop)}`,
    notes: [
      failed === undefined
        ? ''
        : `The last block that is there begins with: ${quote(firstWords(saved.slice(-1), MAX_LAST_CHARACTERS))}. Add what comes after it with "after: " and its text; do not send the beginning again.`,
      failed === undefined ? '' : failureText(failed),
      failed === undefined
        ? await compareStored(
            session,
            blocks,
            storedOnTop(addition, run.results),
            new LookupBudget(MAX_COMPARED_LISTS),
          )
        : '',
      ...notes,
      ...changeNotes(run),
    ],
  };
}

function pageLine({ place }: Addition): string {
  return `${titleText(place.title)} ${pageUrl(place.page.id)}`;
}
