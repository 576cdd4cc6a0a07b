import { field, listField, textField } from '../../../text/json.js';
/**
 * The options of a column in the order in which Notion shows them: a status group by group. Undefined for columns that
 * have none.
 */
export function optionsInOrder(property) {
    const settings = field(property, property.type);
    const options = listField(settings, 'options').flatMap((option) => {
        const name = textField(option, 'name');
        return name === undefined ? [] : [{ id: field(option, 'id'), name }];
    });
    if (options.length === 0) {
        return undefined;
    }
    const groupOf = new Map(listField(settings, 'groups').flatMap((group, at) => listField(group, 'option_ids').map((id) => [id, at])));
    return options
        .toSorted((left, right) => (groupOf.get(left.id) ?? groupOf.size) - (groupOf.get(right.id) ?? groupOf.size))
        .map(({ name }) => name);
}
