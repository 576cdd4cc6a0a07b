import type { PageObjectResponse } from '@notionhq/client';
import { ConflictError } from '../../../errors.js';
import { isFullPage } from '../../../notion/endpoints/full-objects.js';
import { updatePage } from '../../../notion/endpoints/page-writes.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import type { WritingSession } from '../../../notion/session.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { field } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { titleOf } from '../../names/titles.js';
import type { PageStateAction } from '../change-journal.js';
import type { MadePage } from '../new-pages/find-made-page.js';
import type { ChangeStep } from '../run-change.js';

interface PageState {
  readonly flag: 'in_trash' | 'is_archived' | 'is_locked';
  readonly value: boolean;
  readonly opposite: PageStateAction;
  /** What the page then is. */
  readonly name: string;
}

const STATES: Readonly<Record<PageStateAction, PageState>> = {
  trash: { flag: 'in_trash', value: true, opposite: 'restore', name: 'in the trash' },
  restore: { flag: 'in_trash', value: false, opposite: 'trash', name: 'restored' },
  archive: { flag: 'is_archived', value: true, opposite: 'unarchive', name: 'archived' },
  unarchive: { flag: 'is_archived', value: false, opposite: 'archive', name: 'not archived' },
  lock: { flag: 'is_locked', value: true, opposite: 'unlock', name: 'locked' },
  unlock: { flag: 'is_locked', value: false, opposite: 'lock', name: 'not locked' },
};

export function oppositeOf(action: PageStateAction): PageStateAction {
  return STATES[action].opposite;
}

/** What a page is after the action, for a sentence. */
export function stateAfter(action: PageStateAction): string {
  return STATES[action].name;
}

/** Whether the page is as the action leaves it. */
export function hasState(page: PageObjectResponse, action: PageStateAction): boolean {
  const { flag, value } = STATES[action];
  return (field(page, flag) === true) === value;
}

/** The request that moves a page to the trash, locks it, and so on. */
export function setPageState(
  session: WritingSession,
  page: PageObjectResponse,
  action: PageStateAction,
): ChangeStep<MadePage> {
  const { flag, value } = STATES[action];
  const request = updatePage(page.id, { [flag]: value });
  return stepOnPage(session, page, {
    ...request,
    planned: { action, before: { [flag]: !value }, after: { [flag]: value } },
    isSaved: (now) => hasState(now, action),
    isUntouched: (now) => !hasState(now, action),
  });
}

/** One request that changes where or what a page is. */
export function stepOnPage(
  session: WritingSession,
  page: PageObjectResponse,
  {
    endpoint,
    send,
    planned,
    isSaved,
    isUntouched,
  }: {
    readonly planned: Pick<ChangeStep<MadePage>['planned'], 'action' | 'before' | 'after'>;
    readonly isSaved: (now: PageObjectResponse) => boolean;
    readonly isUntouched: (now: PageObjectResponse) => boolean;
  } & Pick<ReturnType<typeof updatePage>, 'endpoint' | 'send'>,
): ChangeStep<MadePage> {
  const { id } = page;
  const title = titleOf(page);
  const read = (): Promise<PageObjectResponse> => retrieveCurrentPage(session, id);
  const readMade = async (): Promise<MadePage> => ({ id, page: await read() });
  return {
    planned: { ...planned, target: id, title },
    idsOf: () => [id],
    write: {
      endpoint,
      place: say`the page ${title}`,
      send: async (client) => {
        const answer = await send(client);
        return { id, page: isFullPage(answer) ? answer : undefined };
      },
      prove: () =>
        proveUpdated({
          read: readMade,
          isSaved: (made) => made.page !== undefined && isSaved(made.page),
          isUntouched: (made) => made.page !== undefined && isUntouched(made.page),
        }),
      readSaved: readMade,
      recheck: async () => {
        if (!isUntouched(await read())) {
          throw new ConflictError(
            say`Somebody else has changed the page meanwhile, so nothing was changed.`,
            say`Read it and decide again.`,
          );
        }
      },
    },
  };
}
