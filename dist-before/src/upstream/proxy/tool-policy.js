import { bareToolName } from '../client/hosted-tool.js';
/**
 * Whether a tool may be called. `tool` is undefined for a name that the server does not list: nothing is known of it, so it
 * counts as changing the workspace. What changes something has to be named by the operator as well.
 */
export function isToolAllowed(name, tool, { names, ofKey, mayWrite }) {
    const isNamed = (list) => list.some((allowed) => bareToolName(allowed) === bareToolName(name));
    if (ofKey !== undefined && !isNamed(ofKey)) {
        return false;
    }
    const isReadOnly = tool?.isReadOnly === true;
    return isReadOnly
        ? names === undefined || isNamed(names)
        : mayWrite && names !== undefined && isNamed(names);
}
