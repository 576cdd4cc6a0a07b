import { readRoots } from '../../access/roots.js';
import { parsePersonId } from '../../ids.js';
import { updateSigned } from '../../database/signed-rows.js';
import { connectionIds } from './connection-ids.js';
import { limitCounts, writePlacesOf, writePlacesText } from './write-places.js';
/** Precision of the time of last use, in milliseconds: a write per call would be wasteful. */
const LAST_USED_PRECISION_MS = 60_000;
/** Maximum number of grants inspected to find out whether any user allows a client. */
const MAX_INSPECTED_GRANTS = 10;
/** What users have allowed which client. Every query names the user. */
export class ClientGrants {
    #database;
    #clock;
    #audit;
    constructor(database, clock, audit) {
        this.#database = database;
        this.#clock = clock;
        this.#audit = audit;
    }
    /** What the user has allowed this client, unless it has ended. */
    async find(personId, clientId) {
        const row = await this.#database.queries
            .selectFrom('client_grants')
            .selectAll()
            .where('person_id', '=', personId)
            .where('client_id', '=', clientId)
            .where('expires_at', '>', this.#clock.now().toISOString())
            .executeTakeFirst();
        const asked = { person_id: personId, client_id: clientId };
        return row && this.#isValid(row, asked) ? toGrant(row) : undefined;
    }
    /** Whether any user allows this client. */
    async isAllowed(clientId) {
        const rows = await this.#database.queries
            .selectFrom('client_grants')
            .selectAll()
            .where('client_id', '=', clientId)
            .where('expires_at', '>', this.#clock.now().toISOString())
            .limit(MAX_INSPECTED_GRANTS)
            .execute();
        return rows.some((row) => this.#isValid(row, { client_id: clientId }));
    }
    /** What was allowed with this grant of the provider, unless it has ended. */
    async findByGrantId(grantId) {
        const row = await this.#database.queries
            .selectFrom('client_grants')
            .selectAll()
            .where('grant_id', '=', grantId)
            .where('expires_at', '>', this.#clock.now().toISOString())
            .executeTakeFirst();
        return row && this.#isValid(row, { grant_id: grantId }) ? toGrant(row) : undefined;
    }
    /** Everything the user has allowed, oldest first. */
    async list(personId) {
        const rows = await this.#database.queries
            .selectFrom('client_grants')
            .selectAll()
            .where('person_id', '=', personId)
            .where('expires_at', '>', this.#clock.now().toISOString())
            .orderBy('allowed_at')
            .execute();
        return rows.filter((row) => this.#isValid(row, { person_id: personId })).map(toGrant);
    }
    /** Stores what the user has just allowed, replacing what they allowed the same client before. */
    async put(grant) {
        const row = {
            person_id: grant.personId,
            client_id: grant.clientId,
            grant_id: grant.grantId,
            client_name: grant.clientName,
            redirect_uri: grant.redirectUri,
            connection_ids: JSON.stringify(grant.connectionIds),
            roots: rootsText(grant.roots),
            may_write: writePlacesText(grant),
            allowed_at: this.#clock.now().toISOString(),
            last_used_at: null,
            expires_at: grant.expiresAt.toISOString(),
        };
        const signed = this.#database.macs.signed('client_grants', row);
        const { last_used_at: _used, ...renewed } = signed;
        await this.#database.change((changes) => changes
            .insertInto('client_grants')
            .values(signed)
            .onConflict((conflict) => conflict.columns(['person_id', 'client_id']).doUpdateSet(renewed))
            .execute());
        this.#record('consent.given', grant.personId, grant.clientId, grant, grant.mayWrite);
    }
    /** Limits the client to this selection from the next call on; where it may make changes, and which, stays if it is not given. False if nothing was allowed to it. */
    async choose(personId, clientId, part) {
        const connection_ids = JSON.stringify(part.connectionIds);
        const roots = rootsText(part.roots);
        const isChosen = await this.#database.change((changes) => updateSigned(this.#database, changes, 'client_grants', { person_id: personId, client_id: clientId }, (row) => ({
            connection_ids,
            roots,
            // What may change nothing does not begin to here.
            may_write: writePlacesText({
                ...toGrant(row),
                ...(part.writeIn && { writeIn: part.writeIn }),
                ...(part.changes && { changes: part.changes }),
            }),
        })));
        if (isChosen) {
            this.#record('grant.changed', personId, clientId, part, part.changes !== undefined);
        }
        return isChosen;
    }
    /** Ends the client's right to make changes; its tokens lose it too. False if it had none. */
    async stopChanges(personId, clientId) {
        let left;
        await this.#database.change((changes) => updateSigned(this.#database, changes, 'client_grants', { person_id: personId, client_id: clientId }, (row) => {
            const { mayWrite, connectionIds, roots } = toGrant(row);
            left = mayWrite ? { connectionIds, roots } : undefined;
            return mayWrite ? { may_write: null } : undefined;
        }));
        if (left !== undefined) {
            this.#record('grant.changed', personId, clientId, left, false);
        }
        return left !== undefined;
    }
    #record(action, personId, clientId, { connectionIds, roots, changes }, mayWrite = false) {
        this.#audit?.record({
            actor: `person ${personId}`,
            action,
            object: `app ${clientId}`,
            outcome: 'done',
            details: {
                workspaces: connectionIds.length,
                ...(roots === null ? {} : { pages: roots.length }),
                ...(mayWrite ? { changes: true, ...limitCounts(changes) } : {}),
            },
        });
    }
    /**
     * Removes a workspace from every client of the user. Otherwise all of them would regain it as soon as it is connected
     * again for one: a connection keeps its id.
     */
    async revoke(personId, connectionId) {
        const changed = await this.#database.change(async (changes) => {
            const rows = await changes
                .selectFrom('client_grants')
                .selectAll()
                .where('person_id', '=', personId)
                .execute();
            const left = new Map();
            for (const { client_id } of rows) {
                const key = { person_id: personId, client_id };
                await updateSigned(this.#database, changes, 'client_grants', key, (row) => {
                    const { connectionIds: seen, roots, mayWrite, writeIn, changes: limits } = toGrant(row);
                    const others = seen.filter((id) => id !== connectionId);
                    if (others.length === seen.length) {
                        return undefined;
                    }
                    left.set(client_id, { connectionIds: others, roots });
                    const places = {
                        mayWrite,
                        writeIn: writeIn?.filter((id) => id !== connectionId),
                        changes: limits,
                    };
                    return { connection_ids: JSON.stringify(others), may_write: writePlacesText(places) };
                });
            }
            return left;
        });
        for (const [clientId, part] of changed) {
            this.#record('grant.changed', personId, clientId, part);
        }
    }
    /** Records the time of last use, to the minute. */
    async markUsed({ personId, clientId, lastUsedAt }) {
        const now = this.#clock.now();
        if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < LAST_USED_PRECISION_MS) {
            return;
        }
        await this.#database.change((changes) => changes
            .updateTable('client_grants')
            .set({ last_used_at: now.toISOString() })
            .where('person_id', '=', personId)
            .where('client_id', '=', clientId)
            .execute());
    }
    /** Checks the query's conditions again on the row: see `RowMacs.isGenuine`. */
    #isValid(row, asked) {
        const isOver = row.expires_at <= this.#clock.now().toISOString();
        return !isOver && this.#database.macs.isGenuine('client_grants', row, asked);
    }
}
function toGrant(row) {
    const personId = parsePersonId(row.person_id);
    if (personId === undefined) {
        // Fail closed: a damaged row must not become another user's permission.
        throw new Error('A stored permission names no valid person.');
    }
    return {
        personId,
        clientId: row.client_id,
        grantId: row.grant_id,
        clientName: row.client_name,
        redirectUri: row.redirect_uri,
        connectionIds: connectionIds.parse(JSON.parse(row.connection_ids)),
        roots: row.roots === null ? null : rootsOf(row.roots),
        ...writePlacesOf(row.may_write),
        allowedAt: new Date(row.allowed_at),
        lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
        expiresAt: new Date(row.expires_at),
    };
}
function rootsText(roots) {
    return roots === null ? null : JSON.stringify(roots);
}
/**
 * Fails closed: unreadable roots must not become no roots. An empty list is never stored, and a page would show it like
 * no roots at all.
 */
function rootsOf(text) {
    const roots = readRoots(JSON.parse(text));
    if (roots === undefined || roots.length === 0) {
        throw new Error('A stored permission names pages that cannot be read.');
    }
    return roots;
}
