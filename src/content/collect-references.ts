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

/** What must be looked up before blocks can be read with names. */
export function referencesInBlocks(tree: readonly BlockTree[]): References {
  return collectReferences((names) => documentFromBlocks(tree, names));
}

/** What must be looked up before rich text can be read with names. Accepts values of unchecked type. */
export function referencesInRichText(items: unknown): References {
  return collectReferences((names) => renderRichText(clipRichText(items, 0), names));
}

/** What must be looked up before a property can be shown with names. */
export function referencesInProperty(value: PropertyValue): References {
  return collectReferences((names) => renderPropertyValue(value, names, { longest: 0 }));
}

// Rendering knows best which names it needs: it is run once with names that only record the ids requested.
function collectReferences(render: (names: Names) => unknown): References {
  const titles = new Set<string>();
  const users = new Set<string>();
  render({
    title: (id) => {
      titles.add(id);
      return undefined;
    },
    user: (id) => {
      users.add(id);
      return undefined;
    },
  });
  return { titles: [...titles], users: [...users] };
}
