/** `PATCH /v1/data_sources/{data_source_id}`: columns and the name of one table. Lists of options are replaced whole. */
export function updateDataSource(dataSourceId, changes) {
    return {
        endpoint: 'PATCH /v1/data_sources/{data_source_id}',
        send: (client) => client.dataSources.update({ ...changes, data_source_id: dataSourceId }),
    };
}
/** `POST /v1/databases`: a database below a page, with one data source and one table view. */
export function createDatabase(database) {
    return { endpoint: 'POST /v1/databases', send: (client) => client.databases.create(database) };
}
/** `PATCH /v1/databases/{database_id}`: what people see above the rows. */
export function updateDatabase(databaseId, changes) {
    return {
        endpoint: 'PATCH /v1/databases/{database_id}',
        send: (client) => client.databases.update({ ...changes, database_id: databaseId }),
    };
}
