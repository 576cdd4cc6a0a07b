/** Maximum number of roots per caller: each read is checked against them. */
export const MAX_ROOTS = 100;
const ROOT_ID_PATTERN = /^[0-9a-f]{32}$/;
/** Parses roots as transmitted or stored; undefined for anything else, including ids in another form. */
export function readRoots(value) {
    return Array.isArray(value) && value.length <= MAX_ROOTS && value.every(isRoot) ? value : undefined;
}
function isRoot(value) {
    return typeof value === 'string' && ROOT_ID_PATTERN.test(value);
}
