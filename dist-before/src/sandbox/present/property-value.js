import { optionsOf } from '../query/options.js';
import { presentNamedFile } from './file.js';
import { presentDate, presentText } from './rich-text.js';
import { presentUserById } from './user.js';
function presentOption(definition, name) {
    const option = optionsOf(definition).find((candidate) => candidate.name === name);
    return option === undefined ? null : { id: option.id, name: option.name, color: option.color };
}
function presentFormula(result) {
    switch (result.kind) {
        case 'date':
            return { type: 'date', date: result.value && presentDate(result.value) };
        case 'unsupported':
            return { type: 'unsupported', unsupported: {} };
        default:
            return { type: result.kind, [result.kind]: result.value };
    }
}
function presentRollup(workspace, result, target) {
    switch (result.kind) {
        case 'number':
            return { type: 'number', number: result.value };
        case 'date':
            return { type: 'date', date: result.value && presentDate(result.value) };
        case 'unsupported':
            return { type: 'unsupported', unsupported: {} };
        case 'array':
            return {
                type: 'array',
                array: result.values.map((value) => ({
                    type: value.type,
                    ...(target && presentContent(workspace, target, value)),
                })),
            };
    }
}
/** The property that a rollup looks at, in the related data source. */
export function rollupTarget(workspace, definition, siblings) {
    if (definition.type !== 'rollup') {
        return undefined;
    }
    const relation = siblings.find((candidate) => candidate.name === definition.relation);
    if (relation?.type !== 'relation') {
        return undefined;
    }
    return workspace.dataSources
        .get(relation.dataSourceId)
        ?.properties.find((candidate) => candidate.name === definition.target);
}
/** `{<type>: content}` plus the fields that Notion adds. `target` is needed for a rollup only. */
export function presentContent(workspace, definition, value, target) {
    switch (value.type) {
        case 'title':
        case 'rich_text':
            return { [value.type]: presentText(workspace, value.text) };
        case 'number':
            return { number: value.number };
        case 'select':
        case 'status':
            return { [value.type]: value.option === null ? null : presentOption(definition, value.option) };
        case 'multi_select':
            return { multi_select: value.options.map((name) => presentOption(definition, name)) };
        case 'date':
            return { date: value.date && presentDate(value.date) };
        case 'people': {
            const shown = value.users.slice(0, workspace.limits.references);
            return { people: shown.map((id) => presentUserById(workspace, id)) };
        }
        case 'files':
            return { files: value.files.map((file) => presentNamedFile(workspace, file)) };
        case 'checkbox':
            return { checkbox: value.checked };
        case 'url':
        case 'email':
        case 'phone_number':
            return { [value.type]: value.text };
        case 'relation': {
            const shown = value.pages.slice(0, workspace.limits.references);
            return { relation: shown.map((id) => ({ id })), has_more: shown.length < value.pages.length };
        }
        case 'unique_id':
            return {
                unique_id: {
                    prefix: definition.type === 'unique_id' ? definition.prefix : null,
                    number: value.number,
                },
            };
        case 'verification':
            return {
                verification: {
                    state: value.state,
                    date: value.date && presentDate(value.date),
                    verified_by: value.by === null ? null : presentUserById(workspace, value.by),
                },
            };
        case 'place':
            return {
                place: value.place && {
                    lat: value.place.latitude,
                    lon: value.place.longitude,
                    name: value.place.name,
                    address: value.place.address,
                    aws_place_id: null,
                    google_place_id: null,
                },
            };
        case 'button':
            return { button: {} };
        case 'created_time':
        case 'last_edited_time':
            return { [value.type]: value.time };
        case 'created_by':
        case 'last_edited_by':
            return { [value.type]: presentUserById(workspace, value.user) };
        case 'formula':
            return { formula: presentFormula(value.result) };
        case 'rollup':
            return {
                rollup: { ...presentRollup(workspace, value.result, target), function: value.function },
            };
    }
}
