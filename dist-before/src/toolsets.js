import { nearest } from './text/suggest.js';
/** Longer names are no misspellings and get no suggestion. In UTF-16 code units. */
const MAX_NAME_CHARACTERS = 40;
/** The narrowest restriction first: it is named when no tool is left. */
const FIELDS = ['excludeTools', 'tools', 'toolsets'];
/** The instructions for a model that has some tools: the sentences that mention no other. */
export function sentencesAbout(sentences, isServed) {
    return sentences
        .filter(([, about]) => about.every(isServed))
        .map(([text]) => text)
        .join(' ');
}
/** The tools cannot be chosen as asked. The message is one line without unknown names, which may be secrets. */
export class ToolChoiceError extends Error {
    name = 'ToolChoiceError';
    /** What the wrong name was given for. */
    field;
    constructor(field, message) {
        super(message);
        this.field = field;
    }
}
/**
 * Checks the operator's choice and returns what chooses for each caller. A caller may take any toolset there is; what the
 * operator left out by name or kind stays out.
 */
export function createToolChooser(available, settings) {
    const everything = new Set(Object.values(available).flat());
    requireNames(everything, settings.excludeTools ?? [], 'excludeTools');
    const isAllowed = (tool) => !settings.readOnly || tool.annotations.readOnlyHint;
    const permits = (tool) => isAllowed(tool) &&
        (settings.tools?.includes(tool.name) ?? true) &&
        !settings.excludeTools?.includes(tool.name);
    const choose = (asked) => {
        const inToolsets = membersOf(available, asked.toolsets ?? settings.toolsets);
        requireNames(everything, asked.excludeTools ?? [], 'excludeTools');
        requireNames(inToolsets, asked.tools ?? [], 'tools', (name) => whereElse(name, available));
        const permitted = [...inToolsets].filter((tool) => permits(tool));
        requireNames(permitted, asked.tools ?? [], 'tools', () => 'the server does not offer it');
        const chosen = permitted.filter(({ name }) => (asked.tools?.includes(name) ?? true) && !asked.excludeTools?.includes(name));
        if (chosen.length === 0) {
            throw new ToolChoiceError(FIELDS.find((field) => asked[field] !== undefined) ?? 'tools', 'this choice leaves no tool');
        }
        return chosen;
    };
    const defaultValue = membersOf(available, settings.toolsets);
    requireNames(defaultValue, settings.tools ?? [], 'tools', (name) => whereElse(name, available));
    requireNames([...defaultValue].filter((tool) => isAllowed(tool)), settings.tools ?? [], 'tools', () => 'it makes changes, and only reading is allowed');
    choose({});
    return choose;
}
function membersOf(available, names) {
    const known = Object.keys(available);
    const missing = names.find((name) => !known.includes(name));
    if (missing !== undefined) {
        throw new ToolChoiceError('toolsets', unknown('toolset', missing, known));
    }
    return new Set(known.filter((name) => names.includes(name)).flatMap((name) => available[name] ?? []));
}
function requireNames(tools, names, field, explain = () => undefined) {
    const known = Array.from(tools, ({ name }) => name);
    for (const name of names) {
        if (!known.includes(name)) {
            const reason = explain(name);
            throw new ToolChoiceError(field, reason === undefined ? unknown('tool', name, known) : `${name} cannot be chosen: ${reason}`);
        }
    }
}
function whereElse(name, available) {
    const home = Object.entries(available).find(([, tools]) => tools.some((tool) => tool.name === name));
    return home === undefined ? undefined : `it belongs to the toolset ${home[0]}, which is not selected`;
}
/** The name is repeated only where it is near a real one: anything else may be a secret in the wrong place. */
function unknown(what, name, known) {
    const guess = name.length > MAX_NAME_CHARACTERS ? undefined : nearest(name, known);
    return guess === undefined
        ? `there is no such ${what}; ${what}s are ${known.join(', ')}`
        : `there is no ${what} ${name}; did you mean ${guess}?`;
}
