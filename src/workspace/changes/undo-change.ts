import type { PageObjectResponse } from '@notionhq/client';
import * as z from 'zod';
import { isNotFound } from '../../errors.js';
import { isFullPage } from '../../notion/endpoints/full-objects.js';
import { retrieveCurrentPage } from '../../notion/endpoints/pages.js';
import { updatePage } from '../../notion/endpoints/page-writes.js';
import { stateOf } from '../../notion/object-state.js';
import { proveUpdated } from '../../notion/writes/prove-updated.js';
import { say } from '../../text/words.js';
import type { WritingSession } from '../../notion/session.js';
import { titleOf } from '../names/titles.js';
import { authorIds, readAuthors } from './authors.js';
import type { PlannedStep, RecordedChange } from './change-journal.js';
import type { ChangeStep } from './run-change.js';
import { fieldEntries, holdsValues, setPage, type PageValues } from './set-page.js';

/** The inverse of one step of a change, or why there is none. */
type Inverse =
  | {
      readonly kind: 'possible';
      readonly page: PageObjectResponse;
      readonly step: ChangeStep<PageObjectResponse | undefined>;
      /** What the step restores; undefined for a page that goes to the trash. */
      readonly values: PageValues | undefined;
      /** Names of values that cannot be brought back. */
      readonly lost: readonly string[];
    }
  | { readonly kind: 'refused'; readonly title: string; readonly reason: string };

const payload = z.record(z.string(), z.unknown());
const pageValues = z.object({
  properties: z.record(z.string(), payload),
  fields: z.partialRecord(z.enum(['icon', 'cover', 'is_locked']), z.unknown()),
});

/** The end of a page's making may be in the next minute, and Notion cuts times to minutes. */
const MADE_WITHIN_MS = 60_000;

/**
 * What takes a change back, the last step first. Only what is still as the change left it is touched: what somebody has edited
 * since is theirs.
 */
export async function inverseOf(
  session: WritingSession,
  change: RecordedChange,
): Promise<readonly Inverse[]> {
  const inverses: Inverse[] = [];
  for (const [at, step] of [...change.steps.entries()].toReversed()) {
    const outcome = change.outcomes.get(at);
    if (outcome?.kind === 'absent') {
      continue;
    }
    if (outcome?.kind !== 'saved') {
      inverses.push(refused(step, 'It is not known whether this was saved; look at it in Notion.'));
      continue;
    }
    for (const id of outcome.ids) {
      inverses.push(await inverseOfStep(session, step, id, outcome.editedAt));
    }
  }
  return inverses;
}

async function inverseOfStep(
  session: WritingSession,
  step: PlannedStep,
  id: string,
  editedAt: string | undefined,
): Promise<Inverse> {
  let page: PageObjectResponse;
  try {
    page = await retrieveCurrentPage(session, id);
  } catch (error) {
    if (isNotFound(error)) {
      return refused(step, 'It is gone, or no longer shared with this connection.');
    }
    throw error;
  }
  if (stateOf(page) !== undefined) {
    return refused(step, 'It is in the trash or archived.');
  }
  return step.action === 'create'
    ? inverseOfCreation(session, step, page, editedAt)
    : inverseOfValues(session, step, page);
}

async function inverseOfCreation(
  session: WritingSession,
  step: PlannedStep,
  page: PageObjectResponse,
  editedAt: string | undefined,
): Promise<Inverse> {
  const authors = authorIds(await readAuthors(session));
  const isOurs = authors.size === 0 || authors.has(page.last_edited_by.id);
  if (editedAt === undefined) {
    return refused(step, 'Whether it was edited since is not known.');
  }
  if (!isOurs || Date.parse(page.last_edited_time) > Date.parse(editedAt) + MADE_WITHIN_MS) {
    return refused(step, `It was edited since, at ${page.last_edited_time}.`);
  }
  return { kind: 'possible', page, step: trashPage(session, page), values: undefined, lost: [] };
}

function inverseOfValues(session: WritingSession, step: PlannedStep, page: PageObjectResponse): Inverse {
  const after = pageValues.parse(step.after) as PageValues;
  const before = pageValues.parse(step.before) as PageValues;
  if (!holdsValues(page, after)) {
    return refused(step, 'Its values were changed since.');
  }
  const lost = [
    ...Object.keys(after.properties).filter((name) => !Object.hasOwn(before.properties, name)),
    ...fieldEntries(after.fields).flatMap(([name]) => (Object.hasOwn(before.fields, name) ? [] : [name])),
  ];
  if (Object.keys(before.properties).length + Object.keys(before.fields).length === 0) {
    return refused(step, 'Notion cannot bring back what was there.');
  }
  return { kind: 'possible', page, step: setPage(session, page, before), values: before, lost };
}

/** The request that moves a page to the trash, from where a person can restore it. */
function trashPage(
  session: WritingSession,
  page: PageObjectResponse,
): ChangeStep<PageObjectResponse | undefined> {
  const title = titleOf(page);
  const request = updatePage(page.id, { in_trash: true });
  const read = (): Promise<PageObjectResponse> => retrieveCurrentPage(session, page.id);
  return {
    planned: { action: 'trash', target: page.id, title, before: null, after: null },
    idsOf: () => [page.id],
    write: {
      endpoint: request.endpoint,
      place: say`the page ${title}`,
      send: async (client) => {
        const answer = await request.send(client);
        return 'object' in answer && isFullPage(answer) ? answer : undefined;
      },
      prove: () =>
        proveUpdated({
          read,
          isSaved: ({ in_trash: inTrash }) => inTrash,
          isUntouched: ({ in_trash: inTrash }) => !inTrash,
        }),
      readSaved: read,
      recheck: () => Promise.resolve(),
    },
  };
}

function refused({ title }: PlannedStep, reason: string): Inverse {
  return { kind: 'refused', title, reason };
}
