import { field, textField } from '../text/json.js';
import { digestOf } from './journal-rows.js';
import { JOURNAL_DAYS } from './stored-journal.js';
/** Entries read at once. */
const BATCH_ENTRIES = 1000;
const DAY_MS = 86_400_000;
/** Faults that are listed. */
const MAX_FAULTS = 20;
/**
 * Compares the journal with the audit log, whose chain is verified apart from it: every entry that is not too old is there
 * as it was recorded, and there are no others. Entries from before the log's first one cannot be compared.
 */
export async function verifyJournal({ queries, macs }, auditStore, now) {
    const rows = await queries.selectFrom('change_entries').selectAll().execute();
    const left = new Map(rows.map((row) => [`${row.change_id} ${row.step}`, row]));
    const keptSince = new Date(now.getTime() - JOURNAL_DAYS * DAY_MS).toISOString();
    const faults = [];
    let sound = 0;
    let first;
    const state = await auditStore.state();
    for (let after = state?.pruned.sequence ?? 0;;) {
        const entries = await auditStore.entriesAfter(after, BATCH_ENTRIES);
        for (const { action, object, details, occurredAt, sequence } of entries) {
            first ??= occurredAt;
            after = sequence;
            if (!action.startsWith('change.')) {
                continue;
            }
            const recorded = JSON.parse(details ?? '{}');
            const name = `${object?.replace(/^change /, '') ?? ''} ${String(field(recorded, 'step'))}`;
            const row = left.get(name);
            left.delete(name);
            if (row === undefined) {
                if (occurredAt >= keptSince) {
                    faults.push(`Step ${name} was removed.`);
                }
            }
            else if (digestOf(row) !== textField(recorded, 'digest') || !macs.isGenuine('change_entries', row)) {
                faults.push(`Step ${name} was altered.`);
            }
            else {
                sound += 1;
            }
        }
        if (entries.length < BATCH_ENTRIES) {
            break;
        }
    }
    for (const [name, row] of left) {
        if (first === undefined || row.occurred_at >= first) {
            faults.push(`Step ${name} was added: the audit log does not know it.`);
        }
    }
    return { sound, faults: faults.slice(0, MAX_FAULTS) };
}
