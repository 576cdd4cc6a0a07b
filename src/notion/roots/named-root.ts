import { parseReference, undashed } from '../reference.js';

/** The page or database that somebody names as a root, by URL or id: 32 digits. Undefined for what names neither. */
export function rootOf(text: string): string | undefined {
  const reference = parseReference(text);
  return reference === undefined || reference.kind === 'user' || reference.kind === 'view'
    ? undefined
    : undashed(reference.id);
}
