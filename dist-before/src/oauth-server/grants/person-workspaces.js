import { spaceOfPerson } from '../../ids.js';
/** The workspaces that a user has connected and not disconnected, oldest first. */
export async function workspacesOfPerson(credentials, personId) {
    const connections = await credentials.connectionsOf(spaceOfPerson(personId));
    return connections.filter(({ status }) => status !== 'disconnected');
}
