/** The share of the remainder claimed at once: the less remains, the less a process holds back from others. */
const CLAIM_SHARE = 1 / 20;
/** What processes have claimed of the daily budgets, in the database they share. */
export class BudgetStore {
    #database;
    constructor(database) {
        this.#database = database;
    }
    /** Claims the requested amount, or a fair share if that is more, or the remainder if that is less. */
    claim({ keyId, day, budget, requested, unreported }) {
        return this.#database.change(async (changes) => {
            const used = await changes
                .selectFrom('service_key_days')
                .select(['calls', 'characters'])
                .where('key_id', '=', keyId)
                .where('day', '=', day)
                .executeTakeFirst();
            const taken = {
                calls: share(budget.calls, used?.calls ?? 0, requested.calls),
                characters: share(budget.characters, (used?.characters ?? 0) + unreported, requested.characters),
            };
            if (taken.calls + taken.characters + unreported === 0) {
                // Nothing is left, so nothing is written: a key that keeps requesting must not cost a write each time.
                return taken;
            }
            const row = {
                calls: (used?.calls ?? 0) + taken.calls,
                characters: (used?.characters ?? 0) + unreported + taken.characters,
            };
            if (used === undefined) {
                await changes
                    .insertInto('service_key_days')
                    .values({ key_id: keyId, day, ...row })
                    .execute();
                // Earlier days are no longer needed.
                await changes
                    .deleteFrom('service_key_days')
                    .where('key_id', '=', keyId)
                    .where('day', '<', day)
                    .execute();
            }
            else {
                await changes
                    .updateTable('service_key_days')
                    .set(row)
                    .where('key_id', '=', keyId)
                    .where('day', '=', day)
                    .execute();
            }
            return taken;
        });
    }
    /** Returns what was claimed but not used; negative amounts were used without being claimed. */
    async putBack(keyId, day, { calls, characters }) {
        await this.#database.change((changes) => changes
            .updateTable('service_key_days')
            .set((row) => ({
            calls: row('calls', '-', calls),
            characters: row('characters', '-', characters),
        }))
            .where('key_id', '=', keyId)
            .where('day', '=', day)
            .execute());
    }
}
function share(limit, used, wanted) {
    if (limit === null || wanted <= 0) {
        return 0;
    }
    const left = Math.max(0, limit - used);
    return Math.min(left, Math.max(wanted, Math.floor(left * CLAIM_SHARE)));
}
