import * as z from 'zod';
import { isLimited, readChangeLimits } from '../../access/change-limits.js';
import { connectionIds } from './connection-ids.js';
/** Stored where all may be changed in all workspaces that the client may see. */
const EVERYTHING = 'yes';
/** The stored form where there are limits of what may be changed. */
const limited = z.strictObject({ in: z.unknown().optional(), changes: z.unknown() });
/** The stored form; null for nowhere. */
export function writePlacesText({ mayWrite, writeIn, changes }) {
    if (!mayWrite) {
        return null;
    }
    if (changes !== undefined && isLimited(changes)) {
        return JSON.stringify({ in: writeIn, changes });
    }
    return writeIn === undefined ? EVERYTHING : JSON.stringify(writeIn);
}
/** Fails closed: what cannot be read allows no changes. */
export function writePlacesOf(text) {
    if (text === null || text === EVERYTHING) {
        return { mayWrite: text !== null };
    }
    const value = parsed(text);
    if (Array.isArray(value)) {
        return placesIn(value);
    }
    const stored = limited.safeParse(value).data;
    const changes = stored && readChangeLimits(stored.changes);
    if (stored === undefined || changes === undefined) {
        return { mayWrite: false, writeIn: [] };
    }
    return { ...(stored.in === undefined ? { mayWrite: true } : placesIn(stored.in)), changes };
}
/** How narrow the limits are, for the audit log: names of properties are content. */
export function limitCounts(changes) {
    const { tools, roots, properties } = changes ?? {};
    return {
        ...(tools && { changeTools: tools.length }),
        ...(roots && { changePages: roots.length }),
        ...(properties && { changeProperties: properties.length }),
    };
}
function placesIn(value) {
    const writeIn = connectionIds.safeParse(value).data ?? [];
    return { mayWrite: writeIn.length > 0, writeIn };
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
