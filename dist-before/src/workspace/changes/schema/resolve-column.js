import { InputError } from '../../../errors.js';
import { retrieveDataSource } from '../../../notion/endpoints/databases.js';
import { findProperty } from '../../../notion/query/columns/find-property.js';
import { relatedSource } from '../../../notion/query/columns/column-sources.js';
import { say } from '../../../text/words.js';
import { findDataSource } from '../../names/find-database.js';
/** What Notion takes for a described column: other databases and their columns are found by name. */
export async function resolveColumn(session, schema, column, argument) {
    const { type, description } = column;
    return {
        [type]: await settingsOf(session, schema, column, argument),
        ...(description === undefined ? {} : { description }),
    };
}
async function settingsOf(session, schema, column, argument) {
    switch (column.kind) {
        case 'settings':
            return column.settings;
        case 'relation': {
            const source = await relatedDatabase(session, column.to, argument);
            const { otherSide } = column;
            return {
                data_source_id: source,
                ...(otherSide === undefined
                    ? { single_property: {} }
                    : { dual_property: otherSide === '' ? {} : { synced_property_name: otherSide } }),
            };
        }
        case 'rollup': {
            const relation = findProperty(schema, column.relation, argument);
            const source = relatedSource(relation);
            if (relation.type !== 'relation' || source === undefined) {
                throw new InputError(argument, say `${column.relation} is no relation to a database that this connection may read.`, say `Pass a relation column; a new one first, in a call of its own.`);
            }
            const { properties } = await retrieveDataSource(session, source);
            return {
                relation_property_name: relation.name,
                rollup_property_name: findProperty(properties, column.property, argument).name,
                function: column.function,
            };
        }
    }
}
/** The errors of the search speak of `database`, which here is another argument. */
async function relatedDatabase(session, text, argument) {
    try {
        return (await findDataSource(session, text)).id;
    }
    catch (error) {
        if (error instanceof InputError) {
            throw new InputError(argument, error.wording.problem, say `Pass a database's URL, id or name as to.`);
        }
        throw error;
    }
}
