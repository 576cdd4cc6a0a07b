import { documentFromBlocks } from './blocks/from-blocks.js';
import { clipRichText } from './answer/clip.js';
import { noNames } from './names.js';
import { renderPropertyValue } from './properties/property-value.js';
import { renderRichText } from './rich-text/rich-text.js';
/** What must be looked up before blocks can be read with names. */
export function referencesInBlocks(tree) {
    return collectReferences((names) => documentFromBlocks(tree, names));
}
/** What must be looked up before rich text can be read with names. Accepts values of unchecked type. */
export function referencesInRichText(items) {
    return collectReferences((names) => renderRichText(clipRichText(items, 0), names));
}
/** What must be looked up before a property can be shown with names. */
export function referencesInProperty(value) {
    return collectReferences((names) => renderPropertyValue(value, names, { longest: 0 }));
}
/** All of them in one. */
export function joinReferences(all) {
    return {
        titles: all.flatMap(({ titles }) => titles),
        databases: all.flatMap(({ databases }) => databases),
        dataSources: all.flatMap(({ dataSources }) => dataSources),
        users: all.flatMap(({ users }) => users),
    };
}
/** Names that record which of them are requested and not known. */
export class RecordingNames {
    #known;
    #missing = {
        page: new Set(),
        database: new Set(),
        'data source': new Set(),
        user: new Set(),
    };
    constructor(known = noNames) {
        this.#known = known;
    }
    title(id, kind = 'page') {
        return this.#noted(kind, id, this.#known.title(id, kind));
    }
    user(id) {
        return this.#noted('user', id, this.#known.user(id));
    }
    get missing() {
        const { page, database, 'data source': dataSource, user } = this.#missing;
        return { titles: [...page], databases: [...database], dataSources: [...dataSource], users: [...user] };
    }
    #noted(kind, id, name) {
        if (name === undefined) {
            this.#missing[kind].add(id);
        }
        return name;
    }
}
// Rendering knows best which names it needs: it is run once with names that only record the ids requested.
function collectReferences(render) {
    const names = new RecordingNames();
    render(names);
    return names.missing;
}
