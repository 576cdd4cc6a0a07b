import type { DataSourceObjectResponse, UpdateDataSourceParameters } from '@notionhq/client';
import { ConflictError } from '../../../errors.js';
import { retrieveCurrentDataSource } from '../../../notion/endpoints/databases.js';
import { updateDataSource } from '../../../notion/endpoints/database-writes.js';
import { isFullDataSource } from '../../../notion/endpoints/full-objects.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { textElements } from '../../../notion/values/text-elements.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import type { WritingSession } from '../../../notion/session.js';
import { say } from '../../../text/words.js';
import type { ChangeStep } from '../run-change.js';
import { isApplied, isUntouched, type ColumnChange } from './column-change.js';

/** What is to be different about a data source, as the journal keeps it. */
export interface SchemaValues {
  readonly columns: readonly ColumnChange[];
  /** Its new name; absent if that stays. */
  readonly title?: string;
}

/** The request that changes columns and name of a data source, all or nothing. */
export function setSchema(
  session: WritingSession,
  source: DataSourceObjectResponse,
  name: string,
  values: SchemaValues,
): ChangeStep<DataSourceObjectResponse | undefined> {
  const { columns, title } = values;
  const request = updateDataSource(source.id, {
    ...(columns.length === 0
      ? {}
      : { properties: Object.fromEntries(columns.map((column) => [column.name, column.payload])) }),
    ...(title === undefined ? {} : { title: textElements(title) }),
  } as Omit<UpdateDataSourceParameters, 'data_source_id'>);
  const read = (): Promise<DataSourceObjectResponse> => retrieveCurrentDataSource(session, source.id);
  const titleBefore = plainText(source.title);
  const isAsBefore = ({ properties, title: now }: DataSourceObjectResponse): boolean =>
    columns.every((column) => isUntouched(properties, column)) &&
    (title === undefined || plainText(now) === titleBefore);
  return {
    planned: {
      action: 'schema',
      target: source.id,
      title: name,
      before: title === undefined ? {} : { title: titleBefore },
      after: values,
    },
    idsOf: () => [source.id],
    write: {
      endpoint: request.endpoint,
      place: say`the database ${name}`,
      send: async (client) => {
        const answer = await request.send(client);
        return 'properties' in answer && isFullDataSource(answer) ? answer : undefined;
      },
      prove: () => proveUpdated({ read, isSaved: (now) => isSaved(now, values), isUntouched: isAsBefore }),
      readSaved: read,
      recheck: async () => {
        if (!isAsBefore(await read())) {
          throw new ConflictError(
            say`Somebody else has changed these columns meanwhile, so nothing was changed.`,
            say`Call notion_describe_database and decide again.`,
          );
        }
      },
    },
  };
}

/** Whether a data source is as the change leaves it. */
function isSaved(now: DataSourceObjectResponse, { columns, title }: SchemaValues): boolean {
  return (
    columns.every((column) => isApplied(now.properties, column)) &&
    (title === undefined || plainText(now.title) === title)
  );
}
