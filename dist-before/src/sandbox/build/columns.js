import { propertyId } from '../ids.js';
import { titlePropertyId } from '../titles.js';
const optionColors = [
    'blue',
    'green',
    'orange',
    'purple',
    'red',
    'yellow',
    'brown',
    'pink',
    'gray',
    'default',
];
function optionList(column, names) {
    return names.map((name, index) => ({
        id: propertyId(`option/${column}`, name),
        name,
        color: optionColors[index % optionColors.length] ?? 'default',
    }));
}
/** A column without configuration. */
export function plain(name, type) {
    return { name, type };
}
export function numberColumn(name, format = 'number') {
    return { name, type: 'number', format };
}
export function select(name, options) {
    return { name, type: 'select', options: optionList(name, options) };
}
export function multiSelect(name, options) {
    return { name, type: 'multi_select', options: optionList(name, options) };
}
/** A status column; the keys are Notion's three groups. */
export function status(name, groups) {
    const options = optionList(name, Object.values(groups).flat());
    const groupColors = ['gray', 'blue', 'green'];
    return {
        name,
        type: 'status',
        options,
        groups: Object.entries(groups).map(([group, names], index) => ({
            id: propertyId(`group/${name}`, group),
            name: group,
            color: groupColors[index] ?? 'default',
            options: options.filter((option) => names.includes(option.name)).map((option) => option.id),
        })),
    };
}
/** A relation; `synced` names the column on the other side that shows it too. */
export function relation(name, dataSourceId, synced) {
    return { name, type: 'relation', dataSourceId, synced };
}
export function rollup(name, relationName, target, by) {
    return { name, type: 'rollup', relation: relationName, target, function: by };
}
export function uniqueId(name, prefix) {
    return { name, type: 'unique_id', prefix };
}
/** Gives a column its id. */
export function defineColumn(dataSourceId, draft) {
    const id = draft.type === 'title' ? titlePropertyId : propertyId(dataSourceId, draft.name);
    return { ...draft, id };
}
