import type { Credentials } from '../../credentials/credentials.js';
import type { Log } from '../../telemetry/log/log.js';
import type { ClientGrant, ClientGrants } from './client-grants.js';
import { workspacesOfPerson } from './person-workspaces.js';
import type { RecordStore } from '../records/record-store.js';

/** What looking at grants needs. */
interface GrantValidityOptions {
  readonly grants: Pick<ClientGrants, 'findByGrantId'>;
  readonly credentials: Pick<Credentials, 'connectionsOf'>;
  readonly records: Pick<RecordStore, 'endTokens'>;
  readonly log: Log;
}

/**
 * Whether what a person has allowed still leads anywhere. Once Notion accepts none of the workspaces that an app may see,
 * and only the person can help, everything that came of the grant is over: the app's tokens are refused, and so it asks the
 * person again instead of failing call by call. What they chose stays: the page that asks shows it, pages above all.
 */
export class GrantValidity {
  readonly #options: GrantValidityOptions;

  constructor(options: GrantValidityOptions) {
    this.#options = options;
  }

  /** Whether the grant of this id stands. One without a person's permission does not. */
  async isValidById(grantId: string): Promise<boolean> {
    const grant = await this.#options.grants.findByGrantId(grantId);
    return grant !== undefined && (await this.isValid(grant));
  }

  /** Whether the grant stands; one that does not is ended here. */
  async isValid(grant: ClientGrant): Promise<boolean> {
    if (!(await areWorkspacesLost(this.#options.credentials, grant))) {
      return true;
    }
    await this.#options.records.endTokens(grant);
    this.#options.log.info('an app has to ask its person again: Notion accepts none of its workspaces', {
      workspaces: grant.connectionIds.length,
    });
    return false;
  }
}

/** Whether Notion accepts none of the chosen workspaces. Where none is chosen, nothing was lost: that was the person's choice. */
export async function areWorkspacesLost(
  credentials: Pick<Credentials, 'connectionsOf'>,
  { personId, connectionIds }: Pick<ClientGrant, 'personId' | 'connectionIds'>,
): Promise<boolean> {
  if (connectionIds.length === 0) {
    return false;
  }
  const chosen = (await workspacesOfPerson(credentials, personId)).filter(({ id }) =>
    connectionIds.includes(id),
  );
  return chosen.length > 0 && chosen.every(({ status }) => status === 'reconnect_needed');
}
