import type { PendingAuthorization } from '../../notion-oauth/states/oauth-state-store.js';
import { parsePersonId, type PersonId } from '../../ids.js';
import type { LinkCreator } from '../../web/ports.js';
import type { ClientGrants } from '../grants/client-grants.js';

/** Finds the service key behind a name in the event log; undefined if the name is not a key's. */
export type KeyBehind = (
  actor: string,
) => Promise<{ readonly id: string; readonly label: string | null } | undefined>;

/** Before the id of an app, in the name of an actor. */
const APP_PREFIX = 'app ';

/** Options of `findLinkCreator`. */
interface LinkCreatorsOptions {
  readonly keyBehind: KeyBehind;
  readonly grants: Pick<ClientGrants, 'find'>;
}

/** Who made a connect link: a service key, or an app acting for its user. */
export async function findLinkCreator(
  { keyBehind, grants }: LinkCreatorsOptions,
  { by, continues }: Pick<PendingAuthorization, 'by' | 'continues'>,
): Promise<LinkCreator> {
  if (continues?.kind === 'call') {
    const personId = parsePersonId(continues.personId);
    const grant = personId && (await grants.find(personId, continues.clientId));
    return grant === undefined
      ? { kind: 'unknown' }
      : { kind: 'app', name: grant.clientName, redirectUri: grant.redirectUri };
  }
  const key = await keyBehind(by);
  return key === undefined ? { kind: 'unknown' } : { kind: 'key', ...key };
}

/** Names an actor of the journal: an app as it names itself, a key by its label. */
export async function nameOfActor(
  { keyBehind, grants }: LinkCreatorsOptions,
  personId: PersonId,
  actor: string,
): Promise<string | undefined> {
  if (actor.startsWith(APP_PREFIX)) {
    const clientId = actor.slice(APP_PREFIX.length);
    return (await grants.find(personId, clientId))?.clientName ?? clientId;
  }
  const key = await keyBehind(actor);
  return key && `service key ${key.label ?? key.id}`;
}
