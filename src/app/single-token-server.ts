import { singleWorkspace } from '../connections/workspaces.js';
import type { ServerSettings, ServerSetup } from './http-server.js';
import type { Program } from './program.js';
import { indexProgress } from './search-index/index-progress.js';
import { tokenChanges, type TokenJournal } from './changes/token-changes.js';
import { MCP_PATH } from '../mcp/http/routes.js';
import { tokenPages } from '../web/browser-pages.js';
import { openLimits } from './shared-limits.js';
import { connectWithToken } from './token-connection.js';

/** One workspace, reached with the token of the configuration, for every caller. */
export async function tokenServerSetup(
  token: string,
  settings: ServerSettings & TokenJournal,
  program: Program,
): Promise<ServerSetup> {
  const limits = await openLimits(settings, program.log);
  const connection = await connectWithToken(token, settings, limits, program);
  const workspaces = singleWorkspace(() => Promise.resolve(connection));
  return {
    workspacesOf: () => workspaces,
    changes: tokenChanges(settings, program),
    http: {
      allowedHosts: settings.http.allowedHosts,
      browserPages: tokenPages(MCP_PATH, settings.http.authToken !== undefined),
      optionalChecks: limits.checks,
      indexedPercent: indexProgress(connection.index),
    },
    close: async () => {
      await connection.index?.close();
      await limits.close();
    },
  };
}
