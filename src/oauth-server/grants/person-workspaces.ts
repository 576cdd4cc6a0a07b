import type { Credentials } from '../../credentials/credentials.js';
import { spaceOfPerson, type PersonId } from '../../ids.js';
import type { Connection } from '../../credentials/connections/read-connections.js';

/** The workspaces that a user has connected and not disconnected, oldest first. */
export async function workspacesOfPerson(
  credentials: Pick<Credentials, 'connectionsOf'>,
  personId: PersonId,
): Promise<readonly Connection[]> {
  const connections = await credentials.connectionsOf(spaceOfPerson(personId));
  return connections.filter(({ status }) => status !== 'disconnected');
}
