import { type BlockTree, documentFromBlocks } from './blocks/from-blocks.js';
import { clipRichText } from './answer/clip.js';
import type { Names } from './names.js';
import type { PropertyValue } from './properties/property-types.js';
import { renderPropertyValue } from './properties/property-value.js';
import { renderRichText } from './rich-text/rich-text.js';

/** Dashed ids whose names are needed, each once, in the order in which they are read. */
export interface References {
  readonly titles: string[];
  readonly users: string[];
}

/**
 * Runs `render` twice: first to learn which names it needs, and with these once `lookUp` has found them. Most texts need
 * none, and are done after the first time.
 */
export async function renderWithNames<Result>(
  render: (names: Names) => Result,
  lookUp: (references: References) => Promise<Names>,
): Promise<Result> {
  const { rendered, references } = collectReferences(render);
  return references.titles.length + references.users.length === 0
    ? rendered
    : render(await lookUp(references));
}

/** What must be looked up before blocks can be read with names. */
export function referencesInBlocks(tree: readonly BlockTree[]): References {
  return collectReferences((names) => documentFromBlocks(tree, names)).references;
}

/** What must be looked up before rich text can be read with names. Accepts values of unchecked type. */
export function referencesInRichText(items: unknown): References {
  return collectReferences((names) => renderRichText(clipRichText(items, 0), names)).references;
}

/** What must be looked up before a property can be shown with names. */
export function referencesInProperty(value: PropertyValue): References {
  return collectReferences((names) => renderPropertyValue(value, names, 0)).references;
}

// Rendering knows best which names it needs: it is run once with names that only record the ids requested.
function collectReferences<Result>(render: (names: Names) => Result): {
  rendered: Result;
  references: References;
} {
  const titles = new Set<string>();
  const users = new Set<string>();
  const rendered = render({
    title: (id) => {
      titles.add(id);
      return undefined;
    },
    user: (id) => {
      users.add(id);
      return undefined;
    },
  });
  return { rendered, references: { titles: [...titles], users: [...users] } };
}
