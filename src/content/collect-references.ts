import type { BlockTree } from './block-tree.js';
import { documentFromBlocks } from './from-blocks.js';
import { documentFromMarkdown } from './from-markdown.js';
import type { Names } from './names.js';
import type { PropertyValue } from './property-types.js';
import { renderPropertyValue } from './property-value.js';
import { renderLooseRichText } from './rich-text.js';

/** Dashed ids whose names are needed, each once, in the order in which they are read. */
export interface References {
  readonly titles: string[];
  readonly users: string[];
}

/** What must be looked up before the markdown of a page can be read with names. */
export function referencesInMarkdown(markdown: string): References {
  return collectReferences((names) => documentFromMarkdown(markdown, names));
}

/** What must be looked up before blocks can be read with names. */
export function referencesInBlocks(tree: readonly BlockTree[]): References {
  return collectReferences((names) => documentFromBlocks(tree, names));
}

/** What must be looked up before rich text can be read with names. Accepts values whose type nobody has checked. */
export function referencesInRichText(items: unknown): References {
  return collectReferences((names) => renderLooseRichText(items, names));
}

/** What must be looked up before a property can be shown with names. */
export function referencesInProperty(value: PropertyValue): References {
  return collectReferences((names) => renderPropertyValue(value, names));
}

// Rendering knows best which names it needs: it is run once with names that only note what they are asked for.
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
