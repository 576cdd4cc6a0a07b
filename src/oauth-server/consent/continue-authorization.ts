import type { ContinuedOutcome, OnAuthorized } from '../../notion-oauth/routes/browser-routes.js';
import { outcomePage } from '../../notion-oauth/routes/outcome-page.js';
import { parsePersonId } from '../../ids.js';
import type { Connection } from '../../credentials/connections/read-connections.js';
import { displayName } from '../../web/display-names.js';
import { noticePage, type Notice } from '../../web/pages/notice-page.js';
import { authorizationProblem } from '../../web/pages/problem-pages.js';
import { sendPage } from '../../web/send-page.js';
import { sitePaths } from '../../web/site-paths.js';
import type { BrowserSessions } from './browser-sessions.js';
import type { ClientGrants } from '../grants/client-grants.js';
import { OAUTH_PATHS } from '../provider/provider.js';
import type { ProtectedResource } from '../grants/resource.js';
import type { Refusal, PendingAuthorizationRequests } from './pending-authorization-requests.js';

/** Options of the continuation after Notion. */
interface ContinueAuthorizationOptions {
  readonly requests: PendingAuthorizationRequests;
  readonly sessions: BrowserSessions;
  readonly grants: Pick<ClientGrants, 'find'>;
  readonly resource: ProtectedResource;
}

/**
 * Handles the browser's return from Notion. The user is only the one Notion names in the token response: the browser
 * becomes theirs, and the connection is stored in their own space, regardless of who the link was meant for.
 */
export function continueAuthorization(options: ContinueAuthorizationOptions): OnAuthorized {
  const { requests, sessions, grants, resource } = options;
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
    const before = await sessions.find(request);
    await sessions.begin(request, response, { id: personId, name: connection.owner.name });
    switch (continues.kind) {
      case 'request': {
        const isWaiting = await requests.savePerson(continues.uid, personId, connection.id);
        if (isWaiting === undefined) {
          sendPage(response, noticePage(authorizationProblem('gone')));
        } else {
          response.redirect(303, `${resource.issuer}${OAUTH_PATHS.consent}/${continues.uid}`);
        }
        return;
      }
      case 'connections': {
        const { connections, chat } = sitePaths(resource.issuer, { hasChat: continues.to === 'chat' });
        // Whoever sits here has to see that the account is another one than a minute ago.
        const done = before === undefined || before.personId === personId ? 'connected' : 'switched';
        response.redirect(303, `${chat ?? connections}?done=${done}`);
        return;
      }
      case 'hosted':
        // Returns at another address.
        throw new Error('A sign-in to the hosted server returned as one of the REST API.');
      case 'call': {
        if (continues.personId !== personId) {
          sendPage(response, noticePage(otherPersonNotice(connection)));
          return;
        }
        // The app sees only what the user has chosen for it, whichever workspace they have connected since.
        const grant = await grants.find(personId, continues.clientId);
        if (grant === undefined || grant.connectionIds.includes(connection.id)) {
          sendPage(response, noticePage(connectedNotice(connection)));
        } else {
          const { origin } = new URL(resource.issuer);
          response.redirect(303, `${origin}${sitePaths(resource.issuer).app(grant.clientId, 'connected')}`);
        }
      }
    }
  };
}

function refusalOf(kind: Exclude<ContinuedOutcome['kind'], 'connected'>): Refusal {
  switch (kind) {
    case 'denied':
      return 'access_denied';
    case 'unavailable':
      return 'temporarily_unavailable';
    case 'refused':
    case 'misconfigured':
    case 'other_workspace':
      return 'server_error';
  }
}

function connectedNotice({ workspace: { name } }: Connection): Notice {
  return {
    status: 200,
    state: 'done',
    title: 'Notion is connected',
    paragraphs: [
      `${displayName(name, 'Your workspace')} is connected.`,
      'Go back to your app and repeat what you asked for.',
    ],
  };
}

function otherPersonNotice({ workspace: { name } }: Connection): Notice {
  return {
    status: 403,
    title: 'This link was for somebody else',
    paragraphs: [
      `You are another Notion user than the one whose app asked. ${displayName(name, 'Your workspace')} is connected for you alone; that app cannot see it.`,
      'To use it, attach your own app to this server.',
    ],
  };
}
