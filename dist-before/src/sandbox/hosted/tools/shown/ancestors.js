import { objectUrl } from '../../../ids.js';
import { attribute } from '../../../markdown/inline.js';
import { titleOf } from '../../../titles.js';
/** Everything that this place lies in, the nearest first. Blocks on the way are left out. */
function ancestorsOf(workspace, start) {
    const found = [];
    let place = start;
    while (place !== undefined && place.kind !== 'workspace') {
        if (place.kind === 'data_source') {
            const source = workspace.dataSources.get(place.id);
            const databaseId = source?.databaseId ?? '';
            found.push({ kind: 'data-source', url: `collection://${place.id}`, title: source?.name ?? '' });
            found.push({ kind: 'database', url: objectUrl(databaseId), title: titleOf(workspace, databaseId) });
            place = workspace.databases.get(databaseId)?.parent;
        }
        else if (place.kind === 'page') {
            found.push({ kind: 'page', url: objectUrl(place.id), title: titleOf(workspace, place.id) });
            place = workspace.pages.get(place.id)?.parent;
        }
        else {
            place = workspace.blocks.get(place.id)?.parent;
        }
    }
    return found;
}
/** The lines of `<ancestor-path>`. */
export function ancestorPath(workspace, parent) {
    const lines = ancestorsOf(workspace, parent).map(({ kind, url, title }, index) => {
        const place = index === 0 ? 'parent' : `ancestor-${index + 1}`;
        const label = kind === 'data-source' ? 'name' : 'title';
        return `<${place}-${kind} url="${url}" ${label}="${attribute(title)}"/>`;
    });
    return ['<ancestor-path>', ...lines, '</ancestor-path>'];
}
/** Titles from the top down, as search and `fetch` give them in `path`. */
export function pathOf(workspace, parent) {
    return ancestorsOf(workspace, parent)
        .filter(({ kind }) => kind !== 'data-source')
        .map(({ title }) => title)
        .toReversed()
        .join(' / ');
}
