import { Router, type Request, type Response } from 'express';
import { only, refuse } from '../../http/http-responses.js';
import { ServerFailure } from '../servers/server-failure.js';
import type { PersonSession, PersonSessions } from '../../web/ports.js';
import { forPerson, refuseUnknown } from './api-guard.js';
import type { ChatBackend, ChatWorkspace } from './ports.js';

/** Characters of a database's id or name. */
const MAX_NAME_CHARACTERS = 300;

const HOSTED_ONLY =
  'This workspace is connected through Notion’s own MCP server alone, which takes no filters.';

/** What the routes about a workspace need. */
export interface WorkspaceApiOptions {
  readonly sessions: PersonSessions;
  readonly backend: ChatBackend;
  readonly workspacesOf: (personId: string) => Promise<readonly ChatWorkspace[]>;
}

/** A workspace of the person, by its id; others are answered like none. */
type ForWorkspace = (
  answer: (
    found: { readonly personId: string; readonly workspace: ChatWorkspace; readonly signal: AbortSignal },
    request: Request,
    response: Response,
  ) => Promise<void>,
  idOf: (request: Request) => unknown,
) => ReturnType<typeof forPerson>;

/** Finds the workspace that a request names, and answers if its server fails. */
export function forWorkspaceOf({
  sessions,
  workspacesOf,
}: Pick<WorkspaceApiOptions, 'sessions' | 'workspacesOf'>): ForWorkspace {
  return (answer, idOf) =>
    forPerson(sessions, async ({ personId }: PersonSession, request, response) => {
      const id = idOf(request);
      const workspace = (await workspacesOf(personId)).find((one) => one.id === id);
      if (workspace === undefined) {
        refuseUnknown(response);
        return;
      }
      if (workspace.status !== 'connected') {
        refuse(response, 409, 'invalid_request', 'Notion has ended this access. Reconnect the workspace.');
        return;
      }
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      try {
        await answer({ personId, workspace, signal: gone.signal }, request, response);
      } catch (error) {
        if (!(error instanceof ServerFailure)) {
          throw error;
        }
        refuse(response, 503, 'temporarily_unavailable', error.message);
      }
    });
}

/** What the filter builder asks: databases and columns of a workspace. Mount at `/api/chat`. */
export function workspaceApi(options: WorkspaceApiOptions): Router {
  const { backend } = options;
  const forWorkspace: ForWorkspace = (answer, idOf) =>
    forWorkspaceOf(options)(async (found, request, response) => {
      if (found.workspace.isHosted) {
        refuse(response, 409, 'invalid_request', HOSTED_ONLY);
      } else {
        await answer(found, request, response);
      }
    }, idOf);
  const router = Router();
  router.all(
    '/databases',
    only('GET'),
    forWorkspace(async ({ personId, workspace, signal }, _request, response) => {
      const databases = await backend.databasesOf(personId, workspace, signal);
      if (databases === undefined) {
        refuse(response, 503, 'temporarily_unavailable', 'Notion does not list the databases at the moment.');
      } else {
        response.json({ databases });
      }
    }, ofQuery),
  );
  router.all(
    '/columns',
    only('GET'),
    forWorkspace(async ({ personId, workspace, signal }, { query }, response) => {
      const { database } = query;
      const columns =
        typeof database === 'string' && database.length <= MAX_NAME_CHARACTERS
          ? await backend.columnsOf(personId, workspace, database, signal)
          : 'unknown';
      if (columns === 'unknown') {
        refuseUnknown(response);
      } else if (columns === undefined) {
        refuse(response, 503, 'temporarily_unavailable', 'Notion does not tell the columns at the moment.');
      } else {
        response.json({ columns });
      }
    }, ofQuery),
  );
  return router;
}

function ofQuery({ query }: Request): unknown {
  return query['workspaceId'];
}
