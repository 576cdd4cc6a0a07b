import * as z from 'zod';
import { readChangeLimits } from '../../access/change-limits.js';
import { MAX_ROOTS } from '../../access/roots.js';
import { isDocument } from '../clients/client-metadata.js';
import { WRITE_SCOPE } from '../grants/resource.js';
/** How far a user has come. */
const progress = z.object({
    /** They have allowed the app (`allow`) or want to connect another workspace first; Notion is to identify them. */
    consented: z.enum(['allow', 'connect']).optional(),
    /** The pages the app is restricted to, null for everything; absent if not specified. */
    roots: z.array(z.string()).max(MAX_ROOTS).nullable().optional(),
    /** Whether they have allowed changes. */
    mayWrite: z.boolean().optional(),
    /** What of it, where that is not all. */
    changes: z.custom((value) => readChangeLimits(value) !== undefined).optional(),
    /** Notion has identified the user, and this is what they connected. */
    notion: z.object({ personId: z.string(), connectionId: z.string() }).optional(),
});
/**
 * Pending authorization requests, as stored by the provider. A request is found by its URL **and** the cookie that the
 * provider set in the originating browser: a URL forwarded to another user is useless there, and two requests in one
 * browser cannot be mixed up.
 */
export class PendingAuthorizationRequests {
    #provider;
    constructor(provider) {
        this.#provider = provider;
    }
    /** The request for this URL in this browser; undefined if it has expired or belongs to another browser. */
    async find(request, response) {
        const interaction = await this.#interaction(request, response);
        if (interaction === undefined) {
            return undefined;
        }
        const { client_id: clientId, redirect_uri: redirectUri, resource, scope } = interaction.params;
        if (typeof clientId !== 'string' || typeof redirectUri !== 'string') {
            return undefined;
        }
        const client = await this.#provider.Client.find(clientId).catch(() => undefined);
        if (client === undefined) {
            return undefined;
        }
        const vouchedBy = isDocument({ client_id: clientId }) ? new URL(clientId).host : null;
        return {
            uid: interaction.uid,
            clientId,
            client: { name: client.clientName ?? null, redirectUri, vouchedBy },
            resources: [resource ?? []].flat().filter((one) => typeof one === 'string'),
            asksToWrite: typeof scope === 'string' && scope.split(' ').includes(WRITE_SCOPE),
            progress: progress.safeParse(interaction.result ?? {}).data ?? {},
        };
    }
    /** Stores the user's decision before they continue to Notion. */
    saveConsent(uid, consented, roots, mayWrite, changes) {
        return this.#save(uid, {
            consented,
            mayWrite,
            ...(roots === undefined ? {} : { roots }),
            ...(changes === undefined ? {} : { changes }),
        });
    }
    /** Stores the user identified by Notion. Undefined if the request has expired. */
    savePerson(uid, personId, connectionId) {
        return this.#save(uid, { notion: { personId, connectionId } }, true);
    }
    /** Ends the request without a grant; returns the URL that leads back to the app. */
    refuse(uid, error) {
        return this.#save(uid, { error });
    }
    /** Ends the request with a grant; returns the URL that leads back to the app. */
    allow(uid, personId, grantId) {
        return this.#save(uid, { login: { accountId: personId, remember: false }, consent: { grantId } });
    }
    /** `continues`: keep the earlier progress. */
    async #save(uid, result, continues = false) {
        const interaction = await this.#provider.Interaction.find(uid);
        if (interaction === undefined) {
            return undefined;
        }
        interaction.result = { ...(continues ? interaction.result : {}), ...result };
        await interaction.persist();
        return interaction.returnTo;
    }
    async #interaction(request, response) {
        try {
            const interaction = await this.#provider.interactionDetails(request, response);
            return interaction.uid === request.params['uid'] ? interaction : undefined;
        }
        catch (error) {
            // Thrown by the library if there is no cookie, or no matching record.
            if (error instanceof Error && error.name === 'SessionNotFound') {
                return undefined;
            }
            throw error;
        }
    }
}
