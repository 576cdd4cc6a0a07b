import { begunPayload, openEntry } from './journal-rows.js';
/** The latest changes to these connections, by whomever, the latest first. */
export async function recentChanges({ database, sealer }, connectionKeys, most) {
    if (connectionKeys.length === 0) {
        return [];
    }
    const begun = await database.queries
        .selectFrom('change_entries')
        .selectAll()
        .where('connection_key', 'in', connectionKeys)
        .where('kind', '=', 'begun')
        .orderBy('occurred_at', 'desc')
        .orderBy('change_id')
        .limit(most)
        .execute();
    const genuine = begun.filter((row) => connectionKeys.includes(row.connection_key) && database.macs.isGenuine('change_entries', row, {}));
    if (genuine.length === 0) {
        return [];
    }
    const ends = await database.queries
        .selectFrom('change_entries')
        .selectAll()
        .where('change_id', 'in', genuine.map((row) => row.change_id))
        .where('kind', 'in', ['saved', 'absent', 'undone'])
        .execute();
    return genuine.map((row) => {
        const { steps, undoes } = begunPayload.parse(openEntry(sealer, row));
        const kinds = ends
            .filter((end) => end.change_id === row.change_id && database.macs.isGenuine('change_entries', end))
            .map(({ kind }) => kind);
        return {
            id: row.change_id,
            connectionKey: row.connection_key,
            actor: row.actor,
            spaceId: row.space_id,
            tool: row.tool,
            at: new Date(row.occurred_at),
            titles: steps.map(({ title }) => title),
            state: stateOf(kinds, steps.length),
            isUndo: undoes !== undefined,
        };
    });
}
function stateOf(kinds, steps) {
    if (kinds.includes('undone')) {
        return 'undone';
    }
    const ended = kinds.filter((kind) => kind !== 'undone');
    if (ended.length < steps) {
        return 'unknown';
    }
    return ended.every((kind) => kind === 'absent') ? 'nothing' : 'done';
}
