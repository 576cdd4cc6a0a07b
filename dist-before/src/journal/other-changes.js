import { begunPayload, endedPayload } from './journal-rows.js';
import { entriesSince } from './opened-entries.js';
/** Ids of what was made through a connection since then, by whomever. */
export async function madeSince(store, connectionKey, since) {
    const rows = await entriesSince(store, connectionKey, ['saved'], since);
    return new Set(rows.flatMap((row) => endedPayload.parse(row.payload).ids));
}
/** Steps like this one that began since then, by whomever, without those changes, and whose end is not known. */
export async function unfinishedSteps(store, connectionKey, { action, target, title }, { since, besides }) {
    const rows = await entriesSince(store, connectionKey, ['begun', 'saved', 'absent', 'undone'], since);
    const undone = new Set(rows.filter(({ kind }) => kind === 'undone').map((row) => row.change_id));
    const ended = new Set(rows.filter(({ kind }) => kind !== 'begun').map((row) => `${row.change_id} ${row.step}`));
    return rows
        .filter(({ kind, change_id: id }) => kind === 'begun' && !besides.has(id) && !undone.has(id))
        .flatMap((row) => begunPayload
        .parse(row.payload)
        .steps.filter((step, at) => !ended.has(`${row.change_id} ${at + 1}`) &&
        step.action === action &&
        step.target === target &&
        step.title === title));
}
