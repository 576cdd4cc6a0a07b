import { parseSpaceId, type SpaceId } from '../ids.js';
import type { Caller } from './caller.js';
import type { KeySpaces } from './key-rows.js';

/** The space a request is for, or why there is none. */
type SpaceResolution =
  | { readonly kind: 'space'; readonly spaceId: SpaceId }
  /** The key is for every space, so the request must name one. */
  | { readonly kind: 'unnamed' }
  /** Not a space this caller may act for, or not a valid space id: clients cannot tell the two apart. */
  | { readonly kind: 'foreign' };

/**
 * The space that a request with a service key acts for: what the key allows, narrowed by what the request names (path,
 * `X-Space-Id`, query, body). A key for one space may leave it out and may name no other.
 */
export function resolveSpace(allowed: KeySpaces, named: readonly (string | undefined)[]): SpaceResolution {
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
export function spaceOfCaller(caller: Caller, named: readonly (string | undefined)[]): SpaceResolution {
  return resolveSpace(caller.kind === 'key' ? caller.spaces : caller.spaceId, named);
}
