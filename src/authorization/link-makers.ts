import { keyBehind } from '../access/key-labels.js';
import type { PendingAuthorisation } from '../connect/oauth-state-store.js';
import type { Queries } from '../credentials/database.js';
import { parsePersonId } from '../credentials/identifiers.js';
import type { LinkMaker } from '../web/link-page.js';
import type { ClientGrants } from './client-grants.js';

/** What finding the maker of a link needs. */
export interface LinkMakersOptions {
  readonly queries: Queries;
  readonly grants: Pick<ClientGrants, 'find'>;
}

/** Who made a connect link: a service key, or an app that was called for its person. */
export async function makerOfLink(
  { queries, grants }: LinkMakersOptions,
  { by, continues }: Pick<PendingAuthorisation, 'by' | 'continues'>,
): Promise<LinkMaker> {
  if (continues?.kind === 'call') {
    const personId = parsePersonId(continues.personId);
    const grant = personId && (await grants.find(personId, continues.clientId));
    return grant === undefined
      ? { kind: 'unknown' }
      : { kind: 'app', name: grant.clientName, redirectUri: grant.redirectUri };
  }
  const key = await keyBehind(queries, by);
  return key === undefined ? { kind: 'unknown' } : { kind: 'key', ...key };
}
