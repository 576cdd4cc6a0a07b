import { parseReference } from '../../notion/reference.js';
import { callerSpace, isServiceKey } from './request-caller.js';
/** The arguments that name the read object, and its kind. */
const OBJECTS = { page: 'page', database: 'database', id: 'page', in: 'page' };
/** No id or address of Notion is longer. */
const MAX_REFERENCE_CHARACTERS = 2000;
/**
 * Records who read which page or database, by id or URL. A title is content: a call that names one is recorded without
 * an object.
 */
export function auditedReads(audit) {
    return ({ caller, tool, arguments: given, outcome }) => {
        const kind = isServiceKey(caller) ? 'key' : 'app';
        audit.record({
            actor: `${kind} ${caller?.clientId ?? 'unknown'}`,
            action: 'page.read',
            object: objectOf(given),
            space: callerSpace(caller),
            outcome: outcome === 'ok' ? 'done' : 'failed',
            details: { tool },
        });
    };
}
function objectOf(given) {
    for (const [name, kind] of Object.entries(OBJECTS)) {
        const value = typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
        if (typeof value === 'string' && value.length <= MAX_REFERENCE_CHARACTERS) {
            const reference = parseReference(value);
            if (reference !== undefined) {
                return `${kind} ${reference.id}`;
            }
        }
    }
    return undefined;
}
