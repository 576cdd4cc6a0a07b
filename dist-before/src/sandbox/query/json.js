/** A JSON object, as opposed to an array or null. */
export function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
