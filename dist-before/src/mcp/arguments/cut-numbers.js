import { isRecord } from '../../text/json.js';
/** Reduces whole numbers above the maximum to it. */
export function cutNumbers(decoded, schema) {
    if (!isRecord(decoded)) {
        return { value: decoded, cut: [] };
    }
    const { properties = {} } = schema;
    const cut = Object.entries(decoded).flatMap(([name, given]) => {
        if (typeof given !== 'number' || !Object.hasOwn(properties, name)) {
            return [];
        }
        const { type, maximum } = properties[name] ?? {};
        return type === 'integer' && maximum !== undefined && given > maximum ? [[name, maximum]] : [];
    });
    return { value: cut.length === 0 ? decoded : { ...decoded, ...Object.fromEntries(cut) }, cut };
}
