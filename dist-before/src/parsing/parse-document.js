import { packTrees } from './pack-trees.js';
import { isLarge, workOnText } from './run-text-job.js';
const NO_NAMES = { titles: new Map(), users: new Map() };
let lastKey = 0;
/** What Notion answered as a piece of a page. */
export async function parseDocument(source, work) {
    const unnamed = pieceOf(source.kind === 'blocks' && isLarge(work) ? await packTrees(source) : source);
    return { ...(await workOnText({ kind: 'parse', piece: unnamed }, work)), unnamed };
}
/** Names that a piece needs. */
export function missingNames({ missing }) {
    return Object.values(missing).reduce((sum, ids) => sum + ids.length, 0);
}
/** The piece with the names that `lookUp` finds. Most need none. */
export async function nameDocument(parsed, lookUp) {
    const { missing, unnamed } = parsed;
    if (missingNames(parsed) === 0) {
        return unnamed;
    }
    const names = await lookUp(missing);
    const titled = [...missing.titles, ...missing.databases, ...missing.dataSources];
    return pieceOf(unnamed.source, {
        titles: found(titled, (id) => names.title(id)),
        users: found(missing.users, (id) => names.user(id)),
    });
}
function pieceOf(source, names = NO_NAMES) {
    lastKey += 1;
    return { key: lastKey, source, names };
}
function found(ids, nameOf) {
    return new Map(ids.flatMap((id) => {
        const name = nameOf(id);
        return name === undefined ? [] : [[id, name]];
    }));
}
