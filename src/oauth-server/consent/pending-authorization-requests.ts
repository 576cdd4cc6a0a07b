import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import * as z from 'zod';
import { MAX_ROOTS, type Roots } from '../../access/roots.js';
import type { ConnectionId, PersonId } from '../../ids.js';
import type { ConsentClient } from '../../web/pages/consent-page.js';
import { isDocument } from '../clients/client-metadata.js';

/** How far a person has come. */
const progress = z.object({
  /** They have allowed the app (`allow`), or want to connect another workspace first, and Notion is to say who they are. */
  consented: z.enum(['allow', 'connect']).optional(),
  /** The pages that they keep the app to, null for everything; absent where they did not say. */
  roots: z.array(z.string()).max(MAX_ROOTS).nullable().optional(),
  /** Notion has said who they are, and this is what they connected. */
  notion: z.object({ personId: z.string(), connectionId: z.string() }).optional(),
});
type Progress = z.output<typeof progress>;
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** An app's authorization request that waits for a person's decision. */
export interface PendingAuthorizationRequest {
  readonly uid: string;
  readonly clientId: string;
  readonly client: ConsentClient;
  /** Resource indicators as the app sent them: the grant is made in their words. */
  readonly resources: readonly string[];
  readonly progress: Progress;
}

/** How a request ends without a grant (RFC 6749 §4.1.2.1). */
export type Refusal = 'access_denied' | 'temporarily_unavailable' | 'server_error';

/**
 * The requests that wait, as the provider keeps them. A request is found by its address **and** the cookie that the
 * provider set in the browser it came from: an address that was sent to somebody else opens nothing there, and two
 * requests in one browser cannot be mixed up.
 */
export class PendingAuthorizationRequests {
  readonly #provider: Provider;

  constructor(provider: Provider) {
    this.#provider = provider;
  }

  /** The request of this address in this browser; undefined if it is over, or belongs to another browser. */
  async find(request: Request, response: Response): Promise<PendingAuthorizationRequest | undefined> {
    const interaction = await this.#interaction(request, response);
    if (interaction === undefined) {
      return undefined;
    }
    const { client_id: clientId, redirect_uri: redirectUri, resource } = interaction.params;
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
      progress: progress.safeParse(interaction.result ?? {}).data ?? {},
    };
  }

  /** Notes what the person has decided before they go on to Notion. */
  saveConsent(
    uid: string,
    consented: 'allow' | 'connect',
    roots: Roots | null | undefined,
  ): Promise<string | undefined> {
    return this.#save(uid, { consented, ...(roots === undefined ? {} : { roots }) });
  }

  /** Notes whom Notion has named. Undefined if the request is over by now. */
  savePerson(uid: string, personId: PersonId, connectionId: ConnectionId): Promise<string | undefined> {
    return this.#save(uid, { notion: { personId, connectionId } }, true);
  }

  /** Ends the request without a grant; the address at which the browser goes back to the app. */
  refuse(uid: string, error: Refusal): Promise<string | undefined> {
    return this.#save(uid, { error });
  }

  /** Ends the request with a grant; the address at which the browser goes back to the app. */
  allow(uid: string, personId: PersonId, grantId: string): Promise<string | undefined> {
    return this.#save(uid, { login: { accountId: personId, remember: false }, consent: { grantId } });
  }

  /** `goesOn`: what was noted before still counts. */
  async #save(uid: string, result: object, goesOn = false): Promise<string | undefined> {
    const interaction = await this.#provider.Interaction.find(uid);
    if (interaction === undefined) {
      return undefined;
    }
    interaction.result = { ...(goesOn ? interaction.result : {}), ...result };
    await interaction.persist();
    return interaction.returnTo;
  }

  async #interaction(request: Request, response: Response): Promise<Interaction | undefined> {
    try {
      const interaction = await this.#provider.interactionDetails(request, response);
      return interaction.uid === request.params['uid'] ? interaction : undefined;
    } catch (error) {
      // The library's word for: no cookie, or nothing behind it.
      if (error instanceof Error && error.name === 'SessionNotFound') {
        return undefined;
      }
      throw error;
    }
  }
}
