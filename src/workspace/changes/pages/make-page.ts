import type { CreatePageParameters } from '@notionhq/client';
import { UnavailableError } from '../../../errors.js';
import { isFullPage } from '../../../notion/endpoints/full-objects.js';
import { createPage } from '../../../notion/endpoints/page-writes.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { say } from '../../../text/words.js';
import type { WritingSession } from '../../../notion/session.js';
import type { ChangeJournal } from '../change-journal.js';
import { findMadePage, type MadePage } from './find-made-page.js';
import type { Parent } from './find-parent.js';
import type { ChangeStep } from '../run-change.js';
import type { PageValues } from './set-page.js';

/** A page that is to be made. */
export interface NewPage {
  readonly title: string;
  readonly titleProperty: string;
  readonly values: PageValues;
  readonly markdown: string;
  /** Id of the template that Notion fills it from. */
  readonly template?: string;
}

/** The request that makes a page. */
export function makePage(
  session: WritingSession,
  journal: ChangeJournal,
  parent: Parent,
  { title, values, markdown, template }: NewPage,
  since: Date,
): ChangeStep<MadePage> {
  const parentId = parent.kind === 'page' ? parent.page.id : parent.source.id;
  const request = createPage({
    parent: parent.kind === 'page' ? { page_id: parentId } : { data_source_id: parentId },
    properties: values.properties,
    ...values.fields,
    ...(markdown === '' ? {} : { markdown }),
    ...(template === undefined ? {} : { template: { type: 'template_id', template_id: template } }),
  } as CreatePageParameters);
  return {
    planned: {
      action: 'create',
      target: parentId,
      title,
      before: null,
      after: { parent: parent.kind, values, characters: markdown.length },
    },
    idsOf: ({ id }) => [id],
    editedAtOf: ({ page }) => page?.last_edited_time,
    write: {
      endpoint: request.endpoint,
      place: say`the new page ${title}`,
      send: async (client) => {
        const made = await request.send(client);
        return { id: made.id, page: isFullPage(made) ? made : undefined };
      },
      prove: () =>
        findMadePage(session, journal, { parent: { kind: parent.kind, id: parentId }, title, values, since }),
      readSaved: ({ resourceId }) => {
        if (resourceId === undefined) {
          throw new UnavailableError(say`Notion did not say which page it made.`, say`Look for it.`);
        }
        return readMade(session, resourceId);
      },
      // Nothing is replaced.
      recheck: () => Promise.resolve(),
    },
  };
}

async function readMade(session: WritingSession, id: string): Promise<MadePage> {
  return { id, page: await retrieveCurrentPage(session, id) };
}
