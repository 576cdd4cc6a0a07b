import { parseSpaceId, type SpaceId } from '../ids.js';
import type { KeySpaces } from './key-rows.js';

/** Which space a request is for, or why that cannot be said. */
export type SpaceOfRequest =
  | { readonly kind: 'space'; readonly spaceId: SpaceId }
  /** The key is for every space, so the request has to name one. */
  | { readonly kind: 'unnamed' }
  /** Not a space this key may act for, or no space id at all: the two are not told apart. */
  | { readonly kind: 'foreign' };

/**
 * The space a request acts for: what its key allows, narrowed by what it names (in the path or the `X-Space-Id` header).
 * A key for one space needs to name nothing and may name nothing else.
 */
export function spaceOfRequest(allowed: KeySpaces, named: readonly (string | undefined)[]): SpaceOfRequest {
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
