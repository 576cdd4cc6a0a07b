import { Router } from 'express';
import { keyBehind } from '../../access/key-rows.js';
import { systemClock } from '../../clock.js';
import { revokeWith } from '../../notion-oauth/revoke-at-notion.js';
import { backendRoutes } from '../../notion-oauth/routes/backend-routes.js';
import { findLinkCreator, nameOfActor } from '../../oauth-server/consent/link-creators.js';
import { ClientGrants } from '../../oauth-server/grants/client-grants.js';
import { revokeHosted } from '../../upstream/tokens/revoke-hosted.js';
import { noticePage } from '../../web/pages/notice-page.js';
import { sendPage } from '../../web/send-page.js';
import { connectRoutesFor } from './hosted-starts.js';
import type { People, PeopleOptions } from './people.js';

/**
 * Hosted connections alone: there is no client of the REST API's OAuth, with which people sign in here and let apps read. So
 * there are callers with service keys, links that they hand out, and no pages but those behind the links.
 */
export function withoutPeople(options: PeopleOptions): People {
  const { returnOrigins, store, authorize, audit, log } = options;
  const { database, credentials } = store;
  const revoke = revokeWith(undefined, (tokens) => revokeHosted(tokens, log), log);
  const makers = {
    keyBehind: (actor: string) => keyBehind(database, actor),
    grants: new ClientGrants(database, systemClock, audit),
  };
  return {
    revoke,
    makerOf: (made) => findLinkCreator(makers, made),
    nameOf: (personId, actor) => nameOfActor(makers, personId, actor),
    authenticateApp: async () => undefined,
    challenge: undefined,
    keyLinkFor: undefined,
    appLinkFor: async () => undefined,
    connectionsVisibleTo: async () => ({ connectionIds: new Set(), roots: null }),
    routes: (hosted) => [
      backendRoutes({
        flow: undefined,
        credentials,
        hosted: hosted && connectRoutesFor(hosted),
        authorize,
        revoke,
        returnOrigins,
        startsPerMinute: options.startsPerMinute,
        log,
      }),
      ...(hosted === undefined ? [] : [hosted.routes]),
      noPages(),
    ],
    stop: () => {},
    close: () => {},
  };
}

/** Where the pages are otherwise. */
function noPages(): Router {
  const router = Router();
  router.get(['/', '/connections'], (_request, response) =>
    sendPage(
      response,
      noticePage({
        status: 200,
        title: 'Connected by links',
        paragraphs: [
          "This server reads Notion through Notion's own MCP server, for programs that have a service key.",
          'To connect your workspace, open the link that such a program gives you.',
        ],
      }),
    ),
  );
  return router;
}
