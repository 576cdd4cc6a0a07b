import { randomBytes } from 'node:crypto';
import { keyBehind } from '../../access/key-rows.js';
import { systemClock } from '../../clock.js';
import { ConnectFlow } from '../../notion-oauth/flow.js';
import type { OauthClient } from '../../notion-oauth/oauth.js';
import { revokeWith } from '../../notion-oauth/revoke-at-notion.js';
import { createConnectRouter } from '../../notion-oauth/routes/router.js';
import { oauthStateStore } from '../../notion-oauth/states/oauth-state-store.js';
import { startAuthorizationServer } from '../../oauth-server/authorization-server.js';
import { revokeHosted } from '../../upstream/tokens/revoke-hosted.js';
import { siteRoutes } from '../../web/site-routes.js';
import { KeyLinks } from '../key-links.js';
import { connectRoutesFor } from './hosted-starts.js';
import type { People, PeopleOptions } from './people.js';

/** People sign in and connect with Notion's classic OAuth, and let apps read what they have connected. */
export async function peopleOverRest(options: PeopleOptions, oauth: OauthClient): Promise<People> {
  const { publicUrl, returnOrigins, store, authorize, failures, makesChanges, keepsIndex, audit, log } =
    options;
  const { database, sealer, credentials } = store;
  const flowOptions = {
    publicUrl,
    oauth,
    credentials,
    states: oauthStateStore(database),
    clock: systemClock,
    randomBytes,
    log,
    audit,
  };
  const flow = new ConnectFlow(flowOptions);
  const keyLinks = new KeyLinks(flow, systemClock);
  const revoke = revokeWith(oauth, (tokens) => revokeHosted(tokens, log), log);
  const authorization = await startAuthorizationServer({
    publicUrl,
    store: { database, sealer, clock: systemClock },
    credentials,
    flow,
    revoke,
    keyBehind: (actor) => keyBehind(database, actor),
    randomBytes,
    log,
    audit,
    makesChanges,
    fetchDocument: options.fetchDocument,
    failures,
  });
  const { sessions, connections, onAuthorized, findLinkCreator } = authorization;
  return {
    revoke,
    makerOf: findLinkCreator,
    nameOf: authorization.nameOf,
    authenticateApp: authorization.authenticateApp,
    challenge: authorization.challenge,
    keyLinkFor: (spaceId, keyId) => keyLinks.linkFor(spaceId, keyId),
    appLinkFor: (app) => authorization.linkFor(app),
    connectionsVisibleTo: (app) => authorization.connectionsVisibleTo(app),
    person: { sessions, connections },
    routes: (hosted, changes, chat) => [
      createConnectRouter({
        ...flowOptions,
        authorize,
        revoke,
        hosted: hosted && connectRoutesFor(hosted),
        returnOrigins,
        onAuthorized,
        findLinkCreator,
      }),
      ...(hosted === undefined ? [] : [hosted.routes]),
      ...(chat === undefined ? [] : [chat]),
      authorization.routes,
      siteRoutes({
        publicUrl,
        hasChat: chat !== undefined,
        mcpPath: '/mcp',
        sessions,
        connections,
        hosted: hosted?.people,
        changes,
        keepsIndex,
        now: () => systemClock.now(),
        log,
      }),
    ],
    stop: () => authorization.stop(),
    close: () => authorization.close(),
  };
}
