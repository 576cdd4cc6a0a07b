import type { PageObjectResponse } from '@notionhq/client';
import { isFullPage } from '../../../notion/endpoints/full-objects.js';
import { updatePage } from '../../../notion/endpoints/page-writes.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import type { WritingSession } from '../../../notion/session.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { say } from '../../../text/words.js';
import { titleOf } from '../../names/titles.js';
import { authorIds, readAuthors } from '../authors.js';
import type { ChangeStep } from '../run-change.js';
import { refused, type Invert } from './inverse.js';
import { invertPage } from './page-in-use.js';

/** The end of a page's making may be in the next minute, and Notion cuts times to minutes. */
const MADE_WITHIN_MS = 60_000;

/** A page that was made goes to the trash, unless somebody has edited it since, or it is there already. */
export const invertCreation: Invert = (session, step, { ids, editedAt }) =>
  Promise.all(
    ids.map((id) =>
      invertPage(
        session,
        step,
        id,
        async (page) => {
          const authors = authorIds(await readAuthors(session));
          const isOurs = authors.size === 0 || authors.has(page.last_edited_by.id);
          if (editedAt === undefined) {
            return refused(step, 'Whether it was edited since is not known.');
          }
          if (!isOurs || Date.parse(page.last_edited_time) > Date.parse(editedAt) + MADE_WITHIN_MS) {
            return refused(step, `It was edited since, at ${page.last_edited_time}.`);
          }
          return {
            kind: 'possible',
            unit: 'page',
            step: trashPage(session, page),
            shown: `${titleText(titleOf(page))} ${shortUrl(page.url)}: to the trash`,
            lost: [],
          };
        },
        { kind: 'needless' },
      ),
    ),
  );

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
