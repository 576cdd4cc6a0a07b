import { MAX_CHANGE_NAMES, MAX_PROPERTY_CHARACTERS } from '../../access/change-limits.js';
import { CHANGE_KINDS, everyChange } from '../../web/pages/change-fields.js';
import { parsePageList } from './parse-page-list.js';
/**
 * The limits that a person chose; without a limit, all may be changed. What cannot be used is a problem: ignoring it
 * could widen what the app may change.
 */
export function parseChangeChoice(choice) {
    const known = Object.keys(CHANGE_KINDS);
    const tools = known.filter((tool) => choice.tools.includes(tool));
    const names = choice.properties.split(/\r\n|\r|\n/).map((line) => line.trim());
    const properties = [...new Set(names.filter((name) => name !== ''))];
    if (properties.length > MAX_CHANGE_NAMES ||
        properties.some((name) => name.length > MAX_PROPERTY_CHARACTERS)) {
        return {
            problem: { kind: 'properties', most: MAX_CHANGE_NAMES, mostCharacters: MAX_PROPERTY_CHARACTERS },
        };
    }
    const pages = parsePageList(choice.pages);
    if ('problem' in pages) {
        return { problem: { ...pages.problem, isOfChanges: true } };
    }
    return {
        changes: {
            ...(tools.length === known.length ? {} : { tools }),
            ...(pages.roots === null ? {} : { roots: pages.roots }),
            ...(properties.length === 0 ? {} : { properties }),
        },
    };
}
/** The limits as the fields show them. */
export function changeChoiceOf({ tools, roots, properties }) {
    return {
        tools: tools ?? everyChange.tools,
        pages: (roots ?? []).join('\n'),
        properties: (properties ?? []).join('\n'),
    };
}
