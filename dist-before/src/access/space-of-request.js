import { parseSpaceId } from '../ids.js';
/**
 * The space that a request with a service key acts for: what the key allows, narrowed by what the request names (path,
 * `X-Space-Id`, query, body). A key for one space may leave it out and may name no other.
 */
export function resolveSpace(allowed, named) {
    const names = new Set(named.filter((name) => name !== undefined));
    const [name, ...others] = names;
    if (name === undefined) {
        return allowed === 'all' ? { kind: 'unnamed' } : { kind: 'space', spaceId: allowed };
    }
    const spaceId = parseSpaceId(name);
    if (spaceId === undefined || others.length > 0 || (allowed !== 'all' && allowed !== spaceId)) {
        return { kind: 'foreign' };
    }
    return { kind: 'space', spaceId };
}
/** The same for any caller. An app acts only for its user, whose space cannot be named in a request. */
export function spaceOfCaller(caller, named) {
    return resolveSpace(caller.kind === 'key' ? caller.spaces : caller.spaceId, named);
}
