import type { References } from './collect-references.js';
import { renderPropertyValue } from './property-value.js';
import type { PropertyValue } from './property-types.js';

/**
 * Ids that `renderPropertyValue` needs names for, each once, in order. Found by rendering once with names that only note what
 * they are asked for, so that the two cannot disagree.
 */
export function referencesInProperty(value: PropertyValue): References {
  const titles = new Set<string>();
  const users = new Set<string>();
  renderPropertyValue(value, {
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
