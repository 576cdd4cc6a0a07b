import type {
  CreateDatabaseParameters,
  CreateDatabaseResponse,
  UpdateDatabaseParameters,
  UpdateDatabaseResponse,
  UpdateDataSourceParameters,
  UpdateDataSourceResponse,
} from '@notionhq/client';
import type { WriteRequest } from './page-writes.js';

/** `PATCH /v1/data_sources/{data_source_id}`: columns and the name of one table. Lists of options are replaced whole. */
export function updateDataSource(
  dataSourceId: string,
  changes: Omit<UpdateDataSourceParameters, 'data_source_id'>,
): WriteRequest<UpdateDataSourceResponse> {
  return {
    endpoint: 'PATCH /v1/data_sources/{data_source_id}',
    send: (client) => client.dataSources.update({ ...changes, data_source_id: dataSourceId }),
  };
}

/** `POST /v1/databases`: a database below a page, with one data source and one table view. */
export function createDatabase(database: CreateDatabaseParameters): WriteRequest<CreateDatabaseResponse> {
  return { endpoint: 'POST /v1/databases', send: (client) => client.databases.create(database) };
}

/** `PATCH /v1/databases/{database_id}`: what people see above the rows. */
export function updateDatabase(
  databaseId: string,
  changes: Omit<UpdateDatabaseParameters, 'database_id'>,
): WriteRequest<UpdateDatabaseResponse> {
  return {
    endpoint: 'PATCH /v1/databases/{database_id}',
    send: (client) => client.databases.update({ ...changes, database_id: databaseId }),
  };
}
