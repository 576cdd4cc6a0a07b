/** Sorts before every real time. */
const EXPIRED = new Date(0).toISOString();
/**
 * Takes the lease if it is free or has expired. `owner` is informational. A held lease costs one read, so that waiting
 * processes do not block the holder's writes.
 *
 * Where the database has locks that end with their holder's connection, the lease is such a lock with the row beside
 * it, all times are the database's own, and the row alone only records a refresh that was started: its holder may have
 * lost only the connection, and has until the expiry to return with Notion's answer.
 */
export async function acquireLease(database, credentialId, owner, now, duration) {
    if (database.locks === undefined) {
        return acquireRow(database, { credentialId, owner, now, duration, lock: undefined });
    }
    const lock = await database.locks.acquire(credentialId);
    if (lock === undefined) {
        return undefined;
    }
    let lease;
    try {
        lease = await acquireRow(database, { credentialId, owner, now: lock.now, duration, lock });
        return lease;
    }
    finally {
        if (lease === undefined) {
            await lock.release().catch(() => undefined);
        }
    }
}
async function acquireRow(database, request) {
    const { credentialId, owner, now, duration, lock } = request;
    const held = await database.queries
        .selectFrom('refresh_leases')
        .select('fence')
        .where('credential_id', '=', credentialId)
        .where(isHeld(request))
        .executeTakeFirst();
    if (held !== undefined) {
        return undefined;
    }
    return database.change(async (changes) => {
        await changes
            .insertInto('refresh_leases')
            .values({ credential_id: credentialId, fence: 0, expires_at: EXPIRED })
            .onConflict((conflict) => conflict.column('credential_id').doNothing())
            .execute();
        const row = await changes
            .updateTable('refresh_leases')
            .set((column) => ({
            owner,
            fence: column('fence', '+', 1),
            expires_at: millisecondsAfter(now, duration),
        }))
            .where('credential_id', '=', credentialId)
            .where((column) => column.not(isHeld(request)(column)))
            .returning('fence')
            .executeTakeFirst();
        return row === undefined ? undefined : { credentialId, fenceToken: row.fence, lock };
    });
}
/** Whether the row blocks other processes. */
function isHeld({ now, duration, lock }) {
    return (column) => {
        const isRunning = column('expires_at', '>', now.toISOString());
        if (lock === undefined) {
            return isRunning;
        }
        // A database that has just started has ended the locks of live holders, and leases expired while it was down.
        const hasJustStarted = now.getTime() - lock.runningSince.getTime() < duration;
        return column.and([
            column('started_version', 'is not', null),
            hasJustStarted ? column('expires_at', '<>', EXPIRED) : isRunning,
        ]);
    };
}
/** Extends the lease; false if it has passed to another holder. */
export async function renewLease(database, lease, now, duration) {
    const time = lease.lock === undefined ? now : await lease.lock.keep();
    return (time !== undefined &&
        database.change((changes) => write(changes, lease, { expires_at: millisecondsAfter(time, duration) })));
}
/**
 * Runs `work` and renews the lease meanwhile. Losing the lease nevertheless (the process was stopped for longer than it
 * lasts) does not abort `work`: its request to Notion cannot be undone, and its result is stored by compare-and-swap,
 * which does not depend on the lease.
 */
export async function keepLease(renew, clock, interval, work) {
    const done = new AbortController();
    const renewing = renewUntil(done.signal, renew, clock, interval);
    try {
        return await work();
    }
    finally {
        done.abort();
        await renewing;
    }
}
async function renewUntil(done, renew, clock, interval) {
    for (let held = true; held;) {
        await clock.sleep(interval, done);
        if (done.aborted) {
            return;
        }
        // A failed renewal is retried: several fit into one lease.
        held = await renew().catch(() => true);
    }
}
/** Releases the lease. A refresh that was started and not concluded stays recorded. */
export async function releaseLease(database, lease) {
    try {
        await database.change((changes) => changes
            .updateTable('refresh_leases')
            .set({ expires_at: EXPIRED })
            .where('credential_id', '=', lease.credentialId)
            .where('fence', '=', lease.fenceToken)
            .where('expires_at', '<>', EXPIRED)
            .execute());
    }
    finally {
        await lease.lock?.release();
    }
}
/**
 * Records durably, before anything is sent, that the refresh token of this version is about to be used.
 *
 * A successor needs this for the one unavoidable gap: Notion has issued a new pair and ended the old one, and the
 * process is killed before the answer has arrived and is on disk. The successor finds the record, tries the old refresh
 * token once (Notion may not have received the request), and if that is refused the connection needs a person, with the
 * reason `interrupted`. At every other point a kill loses nothing: before the record nothing was sent, and after the
 * commit the new pair is in the log.
 *
 * It also proves that the database is writable just before an answer arrives that must be stored.
 */
export async function recordRefreshStart(database, lease, tokenVersion, now) {
    return database.change(async (changes) => {
        const row = await changes
            .selectFrom('refresh_leases')
            .select('started_version')
            .where('credential_id', '=', lease.credentialId)
            .where('fence', '=', lease.fenceToken)
            .executeTakeFirst();
        if (row === undefined) {
            return 'lost';
        }
        await write(changes, lease, { started_version: tokenVersion, started_at: now.toISOString() });
        return row.started_version === tokenVersion ? 'repeated' : 'first';
    });
}
/** Clears the record and releases the lease, in the transaction that stores the result of the refresh. */
export async function endRefresh(changes, lease) {
    await write(changes, lease, { started_version: null, started_at: null, expires_at: EXPIRED });
}
async function write(changes, lease, change) {
    const { numUpdatedRows } = await changes
        .updateTable('refresh_leases')
        .set(change)
        .where('credential_id', '=', lease.credentialId)
        .where('fence', '=', lease.fenceToken)
        .executeTakeFirst();
    return numUpdatedRows > 0n;
}
function millisecondsAfter(now, milliseconds) {
    return new Date(now.getTime() + milliseconds).toISOString();
}
