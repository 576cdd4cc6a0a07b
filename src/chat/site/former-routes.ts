import { Router, type Request } from 'express';
import { jsonErrorHandler, only } from '../../http/http-responses.js';
import { DATA_SECURITY_HEADERS } from '../../http/security-headers.js';
import type { Log } from '../../telemetry/log/log.js';
import { formTokenOf } from '../../web/forms.js';
import type { PersonConnections, PersonSessions } from '../../web/ports.js';
import { sendPage } from '../../web/send-page.js';
import type { SitePaths } from '../../web/site-paths.js';
import { chatSignInPage } from '../page/chat-page.js';
import { forPerson, ownSiteRequests, refuseAddress, refuseUnknown } from './api-guard.js';
import type { ChatBackend, ChatWorkspace } from './ports.js';
import { forWorkspaceOf } from './workspace-api.js';

/** What Notion may send back. */
const RETURNED = ['code', 'state', 'error', 'error_description'];

interface FormerRoutesOptions {
  readonly publicUrl: string;
  readonly paths: SitePaths;
  /** Where Notion really returns to. */
  readonly callbackPath: string;
  readonly sessions: PersonSessions;
  readonly connections: Pick<PersonConnections, 'disconnect'>;
  readonly backend: Pick<ChatBackend, 'toolsOf'>;
  readonly workspacesOf: (personId: string) => Promise<readonly ChatWorkspace[]>;
  readonly log: Log;
}

/** The addresses of an earlier product, thin over the ways that people connect by here. Mount at `/api/notion`. */
export function formerRoutes(options: FormerRoutesOptions): Router {
  const { publicUrl, paths, callbackPath, sessions, connections, backend, workspacesOf, log } = options;
  const own = ownSiteRequests(publicUrl);
  const router = Router();
  const data = Router();

  // Every way to Notion begins with a button on our own page: a link alone, on whatever page, starts nothing.
  router.all('/auth', only('GET'), async (request, response) => {
    const person = await sessions.find(request);
    const secret = person?.browserSecret ?? sessions.secretOf(request, response);
    sendPage(response, chatSignInPage(paths, formTokenOf(secret), person !== undefined));
  });
  router.all('/callback', only('GET'), ({ query }, response) => {
    const returned = RETURNED.flatMap((name) => {
      const value = query[name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    response.set(DATA_SECURITY_HEADERS);
    response.redirect(
      303,
      `${new URL(publicUrl).pathname.replace(/\/$/, '')}${callbackPath}?${new URLSearchParams(Object.fromEntries(returned))}`,
    );
  });

  data.use((_request, response, next) => {
    response.set(DATA_SECURITY_HEADERS);
    next();
  });
  data.all(
    '/workspaces',
    only('GET'),
    forPerson(sessions, async ({ personId }, _request, response) => {
      const workspaces = await workspacesOf(personId);
      response.json({
        workspaces: workspaces.map(({ id, name, icon, status, serverName }) => ({
          workspace_id: id,
          workspace_name: name,
          workspace_icon: icon,
          status,
          server: serverName,
        })),
      });
    }),
  );
  data.all(
    '/connect',
    only('POST'),
    own,
    forWorkspaceOf(options)(
      async ({ personId, workspace, signal }, _request, response) => {
        const tools = await backend.toolsOf(personId, workspace, signal);
        response.json({
          status: 'connected',
          workspace_id: workspace.id,
          tools,
          tool_count: tools.length,
        });
      },
      ({ query }: Request) => query['workspace_id'],
    ),
  );
  data.all(
    '/disconnect/:id',
    only('DELETE'),
    own,
    forPerson(sessions, async ({ personId }, { params }, response) => {
      const id = String(params['id']);
      const isOwn = (await workspacesOf(personId)).some((one) => one.id === id);
      if (!isOwn || !(await connections.disconnect(personId, id))) {
        refuseUnknown(response);
        return;
      }
      response.json({ status: 'disconnected', workspace_id: id });
    }),
  );
  router.use(data);
  router.use(refuseAddress);
  router.use(jsonErrorHandler(log, () => 'The database cannot be reached at the moment.'));
  return router;
}
