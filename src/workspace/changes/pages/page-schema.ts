import type { DataSourceObjectResponse, PageObjectResponse } from '@notionhq/client';
import type { Schema } from '../../../content/properties/property-types.js';
import { InputError } from '../../../errors.js';
import { retrieveDataSource } from '../../../notion/endpoints/databases.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { stateOf } from '../../../notion/object-state.js';
import { textField } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import type { NotionSession } from '../../../notion/session.js';
import { findPageTarget, readTargetPage } from '../../names/find-page.js';

/** The columns of a page that lies in no database. */
export const PAGE_SCHEMA: Schema = { title: { id: 'title', name: 'title', type: 'title', title: {} } };

/** A page that is to be changed, as it is now. */
export interface ChangedPage {
  readonly page: PageObjectResponse;
  readonly schema: Schema;
}

/** Reads a page that is to be changed, past every cache, and its columns. Refuses one that is in the trash. */
export async function readChangedPage(session: NotionSession, text: string): Promise<ChangedPage> {
  const target = await findPageTarget(session, text);
  const found = await readTargetPage(session, target, text);
  const page = await retrieveCurrentPage(session, found.page.id);
  if (stateOf(page) !== undefined) {
    throw new InputError(
      'pages',
      say`A page to be changed is in the trash or archived, where Notion changes nothing.`,
      say`Restore it first: notion_organize_pages does it.`,
    );
  }
  return { page, schema: await schemaOf(session, page) };
}

/** The columns of a page, as they are now. */
export async function schemaOf(session: NotionSession, page: PageObjectResponse): Promise<Schema> {
  const source = textField(page.parent, 'data_source_id');
  return source === undefined ? PAGE_SCHEMA : columnsOf(await retrieveDataSource(session, source));
}

/** The columns of a database. */
export function columnsOf({ properties }: DataSourceObjectResponse): Schema {
  return properties;
}
