/** The kind of a connection. Existing ones are to the REST API, which is what no kind means. */
export async function addConnectionKind(changes) {
    await changes.schema.alterTable('connections').addColumn('kind', 'text').execute();
}
