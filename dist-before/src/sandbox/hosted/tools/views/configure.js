import { ToolFailure } from '../tool.js';
/** Longest configuration, in UTF-16 code units. */
const MAX_CONFIGURATION = 10_000;
const sortLine = /^SORT BY "([^"]+)"(?: (ASC|DESC))?$/i;
const filterLine = /^FILTER "([^"]+)" = "([^"]*)"$/i;
const groupLine = /^GROUP BY "([^"]+)"$/i;
const dateLine = /^(?:CALENDAR|TIMELINE) BY "([^"]+)"$/i;
/** Settings of a view as REST takes them, from one statement a line: the sandbox's part of the real language. */
export function readConfiguration(text, source) {
    if (text.length > MAX_CONFIGURATION) {
        throw new ToolFailure(`configure is longer than ${MAX_CONFIGURATION} characters.`);
    }
    const filters = [];
    const sorts = [];
    const configuration = {};
    const lines = text
        .split(/[\n;]/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    for (const line of lines) {
        const [, sorted, direction = 'ASC'] = sortLine.exec(line) ?? [];
        const [, filtered, value = ''] = filterLine.exec(line) ?? [];
        const [, grouped] = groupLine.exec(line) ?? [];
        const [, dated] = dateLine.exec(line) ?? [];
        if (sorted !== undefined) {
            const isUp = direction.toUpperCase() === 'ASC';
            sorts.push({ property: sorted, direction: isUp ? 'ascending' : 'descending' });
        }
        else if (filtered !== undefined) {
            filters.push(conditionOn(columnNamed(source, filtered), value));
        }
        else if (grouped !== undefined) {
            const { id, type } = columnNamed(source, grouped);
            configuration['group_by'] = { type, property_id: id };
        }
        else if (dated === undefined) {
            throw new ToolFailure(`Invalid view configuration: ${JSON.stringify(line)}.`);
        }
        else {
            configuration['date_property_id'] = columnNamed(source, dated).id;
        }
    }
    return {
        ...(filters.length > 0 && { filter: { and: filters } }),
        ...(sorts.length > 0 && { sorts }),
        ...(Object.keys(configuration).length > 0 && { configuration }),
    };
}
function columnNamed(source, name) {
    const column = source.properties.find((each) => each.name === name);
    if (column === undefined) {
        throw new ToolFailure(`Property ${JSON.stringify(name)} not found.`);
    }
    return column;
}
function conditionOn({ name, type }, value) {
    const condition = type === 'multi_select' ? { contains: value } : { equals: plainValue(type, value) };
    return { property: name, [type]: condition };
}
function plainValue(type, value) {
    switch (type) {
        case 'checkbox':
            return value === '__YES__';
        case 'number':
            return Number(value);
        default:
            return value;
    }
}
