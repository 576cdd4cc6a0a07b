import type { ContinuedOutcome, GoOn } from '../connect/browser-routes.js';
import { outcomePage } from '../connect/outcome-page.js';
import type { Credentials } from '../credentials/credentials.js';
import { parsePersonId, type PersonId } from '../credentials/identifiers.js';
import type { Connection } from '../credentials/read-connections.js';
import { noticePage, type Notice } from '../web/notice-page.js';
import { authorizationProblem } from '../web/problem-pages.js';
import { sendPage } from '../web/send-page.js';
import { sitePaths } from '../web/site-paths.js';
import type { BrowserSessions } from './browser-sessions.js';
import type { ClientGrants } from './client-grants.js';
import { workspacesOfPerson } from './person-workspaces.js';
import { OAUTH_PATHS } from './provider.js';
import type { ProtectedResource } from './resource.js';
import type { Refusal, WaitingRequests } from './waiting-request.js';

/** What goes on after Notion is made of. */
export interface AfterNotionOptions {
  readonly requests: WaitingRequests;
  readonly sessions: BrowserSessions;
  readonly grants: ClientGrants;
  readonly credentials: Pick<Credentials, 'connectionsOf'>;
  readonly resource: ProtectedResource;
}

/**
 * Receives the browser from Notion. The person is whom Notion names in the token's answer, and nobody else: the browser
 * becomes theirs, and what they have connected is stored in their own space, whoever the link was meant for.
 */
export function afterNotion(options: AfterNotionOptions): GoOn {
  const { requests, sessions, resource } = options;
  return async (outcome, request, response) => {
    const { continues } = outcome;
    if (outcome.kind !== 'connected') {
      const back =
        continues.kind === 'request'
          ? await requests.refuse(continues.uid, refusalOf(outcome.kind))
          : undefined;
      if (back === undefined) {
        sendPage(response, noticePage(outcomePage(outcome)));
      } else {
        response.redirect(303, back);
      }
      return;
    }
    const { connection } = outcome;
    const personId = parsePersonId(connection.owner.userId ?? '');
    if (personId === undefined) {
      throw new Error('A connection was stored for a person without an id.');
    }
    await sessions.begin(request, response, { id: personId, name: connection.owner.name });
    switch (continues.kind) {
      case 'request': {
        const isWaiting = await requests.notePerson(continues.uid, personId, connection.id);
        if (isWaiting === undefined) {
          sendPage(response, noticePage(authorizationProblem('gone')));
        } else {
          response.redirect(303, `${resource.issuer}${OAUTH_PATHS.consent}/${continues.uid}`);
        }
        return;
      }
      case 'connections':
        response.redirect(303, `${sitePaths(resource.issuer).connections}?done=connected`);
        return;
      case 'call':
        if (continues.personId === personId) {
          await showToClient(options, personId, continues.clientId, connection);
        }
        sendPage(response, noticePage(callNotice(continues.personId === personId, connection)));
    }
  };
}

/** The app that asked sees the workspace if it is the person's only one; of several, the person chooses for each app. */
async function showToClient(
  { grants, credentials }: AfterNotionOptions,
  personId: PersonId,
  clientId: string,
  { id }: Connection,
): Promise<void> {
  const workspaces = await workspacesOfPerson(credentials, personId);
  if (workspaces.every((workspace) => workspace.id === id)) {
    await grants.choose(personId, clientId, [id]);
  }
}

function refusalOf(kind: Exclude<ContinuedOutcome['kind'], 'connected'>): Refusal {
  switch (kind) {
    case 'denied':
      return 'access_denied';
    case 'unavailable':
      return 'temporarily_unavailable';
    case 'refused':
    case 'misconfigured':
      return 'server_error';
  }
}

function callNotice(isExpected: boolean, { workspace: { name } }: Connection): Notice {
  const workspace = name ?? 'Your workspace';
  return isExpected
    ? {
        status: 200,
        title: 'Notion is connected',
        paragraphs: [`${workspace} is connected.`, 'Go back to your app and repeat what you asked for.'],
      }
    : {
        status: 403,
        title: 'This link was for somebody else',
        paragraphs: [
          `You are another Notion user than the one whose app asked. ${workspace} is connected for you alone; that app cannot see it.`,
          'To use it, attach your own app to this server.',
        ],
      };
}
