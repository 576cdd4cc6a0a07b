import type { Credentials } from '../../credentials/credentials.js';
import { parsePersonId, spaceOfPerson } from '../../ids.js';
import { toWorkspace } from '../../oauth-server/consent/person-connections.js';
import type { ConnectedWorkspace } from '../../web/ports.js';

/** The workspaces of a person that are connected through Notion's own MCP server, and not over REST as well. */
export function hostedAlone(
  credentials: Pick<Credentials, 'allConnectionsOf'>,
): (personId: string) => Promise<readonly ConnectedWorkspace[]> {
  return async (personId) => {
    const person = parsePersonId(personId);
    if (person === undefined) {
      throw new Error('Workspaces were asked for by no valid person.');
    }
    const all = await credentials.allConnectionsOf(spaceOfPerson(person));
    const living = all.filter(({ status }) => status !== 'disconnected');
    const overRest = living.filter(({ kind }) => kind === 'rest').map(({ workspace }) => workspace.id);
    return living
      .filter(({ kind, workspace }) => kind === 'hosted' && !overRest.includes(workspace.id))
      .map(toWorkspace);
  };
}
