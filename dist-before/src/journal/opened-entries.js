import { openEntry } from './journal-rows.js';
/** Characters of sealed payloads whose contents are kept, for each database. */
const MAX_KEPT_CHARACTERS = 8_000_000;
/** Entries of one query. */
const MAX_ASKED = 500;
/** What was opened lately, by its MAC: that is over all that an entry says, and entries never change. */
const opened = new WeakMap();
/** The entries of these kinds of a connection that were made since then, by whomever. Each is opened once in a process. */
export async function entriesSince({ database, sealer }, connectionKey, kinds, since) {
    const kept = opened.get(database) ?? new KeptEntries();
    opened.set(database, kept);
    const macs = await database.queries
        .selectFrom('change_entries')
        .select('mac')
        .where('connection_key', '=', connectionKey)
        .where('kind', 'in', kinds)
        .where('occurred_at', '>=', since.toISOString())
        .execute();
    const entries = [];
    const unknown = [];
    for (const { mac } of macs) {
        const entry = mac === null ? undefined : kept.get(mac);
        if (entry !== undefined) {
            entries.push(entry);
        }
        else if (mac !== null) {
            unknown.push(mac);
        }
    }
    for (let from = 0; from < unknown.length; from += MAX_ASKED) {
        const rows = await database.queries
            .selectFrom('change_entries')
            .selectAll()
            .where('connection_key', '=', connectionKey)
            .where('mac', 'in', unknown.slice(from, from + MAX_ASKED))
            .execute();
        for (const row of rows) {
            if (row.mac !== null && database.macs.isGenuine('change_entries', row)) {
                const { change_id, step, kind, connection_key } = row;
                const entry = { change_id, step, kind, connection_key, payload: openEntry(sealer, row) };
                kept.set(row.mac, entry, row.ciphertext.length);
                entries.push(entry);
            }
        }
    }
    // What somebody has copied from elsewhere is told by what its MAC is over.
    return entries.filter((entry) => entry.connection_key === connectionKey);
}
/** The latest, in bounded room. */
class KeptEntries {
    #entries = new Map();
    #size = 0;
    get(mac) {
        return this.#entries.get(mac)?.entry;
    }
    set(mac, entry, size) {
        this.#entries.set(mac, { entry, size });
        this.#size += size;
        for (const [oldest, { size: freed }] of this.#entries) {
            if (this.#size <= MAX_KEPT_CHARACTERS) {
                break;
            }
            this.#entries.delete(oldest);
            this.#size -= freed;
        }
    }
}
