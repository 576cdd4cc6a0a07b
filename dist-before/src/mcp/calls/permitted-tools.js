import { nearest } from '../../text/suggest.js';
import { changesOf, toolsOf } from './request-caller.js';
/** The scope required for read-only tools. */
export const READ_SCOPE = 'notion:read';
/** The scope required for tools that make changes. */
export const WRITE_SCOPE = 'notion:write';
/** The protocol's own maximum. A longer name is no misspelt one. */
const MAX_TOOL_NAME_CHARACTERS = 128;
/**
 * The tools that the caller may call: by its scopes, by its key's list of tools, and by what it may change. Without authentication (stdio, a
 * single token) all served tools may be called. Throws if the list that the guard wrote cannot be read: a restricted
 * caller must not get all tools.
 */
export function permittedTools(caller, served) {
    if (caller === undefined) {
        return served;
    }
    const { scopes } = caller;
    const allowed = toolsOf(caller);
    const changing = changesOf(caller).changes?.tools;
    return served.filter(({ name, annotations }) => scopes.includes(annotations.readOnlyHint ? READ_SCOPE : WRITE_SCOPE) &&
        (allowed === undefined || allowed.includes(name)) &&
        (annotations.readOnlyHint || changing === undefined || changing.includes(name)));
}
/** The answer to a call of a tool that this caller may not use. */
export function refusalOf(tool, permitted) {
    const others = permitted.length === 0 ? 'It may call none.' : `It may call ${permitted.join(', ')}.`;
    return `${tool} was not run: this caller is not allowed to use it.\n${others} Do not call it again; the key's issuer can change what it allows.`;
}
/** The message for an unknown tool name. */
export function unknownTool(name, names) {
    const guess = name.length > MAX_TOOL_NAME_CHARACTERS ? undefined : nearest(name, names);
    return `There is no tool of this name. ${guess === undefined ? `Tools: ${names.join(', ')}.` : `Did you mean ${guess}?`}`;
}
