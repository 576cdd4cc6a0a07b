import type { CreatePageParameters } from '@notionhq/client';
import { blockBody } from '../../../content/markdown/compose/new-blocks.js';
import { UnavailableError } from '../../../errors.js';
import { isFullPage } from '../../../notion/endpoints/full-objects.js';
import { createPage } from '../../../notion/endpoints/page-writes.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { say } from '../../../text/words.js';
import type { WritingSession } from '../../../notion/session.js';
import { countAll } from '../additions/first-words.js';
import type { ChangeJournal } from '../change-journal.js';
import { findMadePage, TOP_OF_WORKSPACE, type MadePage } from './find-made-page.js';
import type { NewPlace } from '../pages/find-parent.js';
import type { NewContent } from './new-content.js';
import type { ChangeStep } from '../run-change.js';
import type { PageValues } from '../pages/set-page.js';

/** A page that is to be made. */
export interface NewPage {
  readonly title: string;
  readonly titleProperty: string;
  readonly values: PageValues;
  readonly content: NewContent;
  /** Id of the template that Notion fills it from. */
  readonly template?: string;
}

/** The request that makes a page. */
export function makePage(
  session: WritingSession,
  journal: ChangeJournal,
  parent: NewPlace,
  { title, values, content, template }: NewPage,
  since: Date,
): ChangeStep<MadePage> {
  const { id: parentId, request: place } = placeOf(parent);
  const request = createPage({
    parent: place,
    properties: values.properties,
    ...values.fields,
    ...bodyOf(content),
    ...(template === undefined ? {} : { template: { type: 'template_id', template_id: template } }),
  } as CreatePageParameters);
  return {
    planned: {
      action: 'create',
      target: parentId,
      title,
      before: null,
      after: { parent: parent.kind, values, ...sizeOf(content) },
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

/** As much of it as the request that makes the page can take. */
function bodyOf(content: NewContent): object {
  if (content.kind === 'markdown') {
    return content.markdown === '' ? {} : { markdown: content.markdown };
  }
  const [first] = content.requests;
  return first === undefined ? {} : { children: first.blocks.map(blockBody) };
}

function sizeOf(content: NewContent): object {
  return content.kind === 'markdown'
    ? { characters: content.markdown.length }
    : { blocks: countAll(content.blocks) };
}

/** The parent by its id, and as the request names it. */
function placeOf(parent: NewPlace): { readonly id: string; readonly request: object } {
  switch (parent.kind) {
    case 'page':
      return { id: parent.page.id, request: { page_id: parent.page.id } };
    case 'database':
      return { id: parent.source.id, request: { data_source_id: parent.source.id } };
    case 'private':
      return { id: TOP_OF_WORKSPACE, request: { type: 'workspace', workspace: true } };
  }
}

async function readMade(session: WritingSession, id: string): Promise<MadePage> {
  return { id, page: await retrieveCurrentPage(session, id) };
}
