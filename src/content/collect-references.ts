import { type BlockTree, documentFromBlocks } from './blocks/from-blocks.js';
import { clipRichText } from './answer/clip.js';
import { noNames, type Names, type TitledKind } from './names.js';
import type { PropertyValue } from './properties/property-types.js';
import { renderPropertyValue } from './properties/property-value.js';
import { renderRichText } from './rich-text/rich-text.js';

/** Dashed ids whose names are needed, each once, in the order in which they are read. */
export interface References {
  /** Pages, and what may be one. */
  readonly titles: readonly string[];
  readonly databases: readonly string[];
  readonly dataSources: readonly string[];
  readonly users: readonly string[];
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

/** All of them in one. */
export function joinReferences(all: readonly References[]): References {
  return {
    titles: all.flatMap(({ titles }) => titles),
    databases: all.flatMap(({ databases }) => databases),
    dataSources: all.flatMap(({ dataSources }) => dataSources),
    users: all.flatMap(({ users }) => users),
  };
}

/** Names that record which of them are requested and not known. */
export class RecordingNames implements Names {
  readonly #known: Names;
  readonly #missing: Readonly<Record<TitledKind | 'user', Set<string>>> = {
    page: new Set(),
    database: new Set(),
    'data source': new Set(),
    user: new Set(),
  };

  constructor(known: Names = noNames) {
    this.#known = known;
  }

  title(id: string, kind: TitledKind = 'page'): string | undefined {
    return this.#noted(kind, id, this.#known.title(id, kind));
  }

  user(id: string): string | undefined {
    return this.#noted('user', id, this.#known.user(id));
  }

  get missing(): References {
    const { page, database, 'data source': dataSource, user } = this.#missing;
    return { titles: [...page], databases: [...database], dataSources: [...dataSource], users: [...user] };
  }

  #noted(kind: TitledKind | 'user', id: string, name: string | undefined): string | undefined {
    if (name === undefined) {
      this.#missing[kind].add(id);
    }
    return name;
  }
}

// Rendering knows best which names it needs: it is run once with names that only record the ids requested.
function collectReferences(render: (names: Names) => unknown): References {
  const names = new RecordingNames();
  render(names);
  return names.missing;
}
