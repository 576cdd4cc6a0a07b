import { field, listField, textField } from '../../text/json.js';
/** Notion's maximum for a list. */
const MAX_TEMPLATES = 100;
/** `GET /v1/data_sources/{data_source_id}/templates`, the first hundred: not the usual form of a list. */
export async function listTemplates(session, dataSourceId) {
    const answer = await session.read('GET /v1/data_sources/{data_source_id}/templates', (client) => client.dataSources.listTemplates({ data_source_id: dataSourceId, page_size: MAX_TEMPLATES }));
    return listField(answer, 'templates').flatMap((template) => {
        const id = textField(template, 'id');
        const isDefault = field(template, 'is_default') === true;
        return id === undefined ? [] : [{ id, name: textField(template, 'name') ?? '', isDefault }];
    });
}
