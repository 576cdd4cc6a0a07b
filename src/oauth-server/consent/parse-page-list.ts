import { MAX_ROOTS, type Roots } from '../../access/roots.js';
import { rootOf } from '../../notion/roots/named-root.js';
import type { PagesProblem } from '../../web/ports.js';

/** Longer than any address of a page. */
const MAX_LINE_CHARACTERS = 2000;

/** What a person has typed into the field for pages: ids, null for everything, or what is wrong with it. */
type TypedPages = { readonly roots: Roots | null } | { readonly problem: PagesProblem };

/** Reads it, a page a line. A line that names none must not be left out: whoever names pages means these and no others. */
export function readTypedPages(text: string): TypedPages {
  const roots = new Set<string>();
  for (const [index, typed] of text.split(/\r\n|\r|\n/).entries()) {
    const line = typed.trim();
    if (line === '') {
      continue;
    }
    const root = line.length > MAX_LINE_CHARACTERS ? undefined : rootOf(line);
    if (root === undefined) {
      return { problem: { kind: 'not_a_page', lineNumber: index + 1, line } };
    }
    roots.add(root);
    if (roots.size > MAX_ROOTS) {
      return { problem: { kind: 'too_many', most: MAX_ROOTS } };
    }
  }
  return { roots: roots.size === 0 ? null : [...roots] };
}
