import { singleWorkspace } from '../connections/workspaces.js';
import { indexProgress } from './search-index/index-progress.js';
import { tokenChanges } from './changes/token-changes.js';
import { openLimits } from './shared-limits.js';
import { connectWithToken } from './token-connection.js';
/** One workspace, reached with the token of the configuration, for every caller. */
export async function tokenServerSetup(token, settings, program) {
    const limits = await openLimits(settings, program.log);
    const connection = connectWithToken(token, settings, limits, program);
    const workspaces = singleWorkspace(() => Promise.resolve(connection));
    return {
        workspacesOf: () => workspaces,
        changes: tokenChanges(settings, program),
        http: {
            allowedHosts: settings.http.allowedHosts,
            optionalChecks: limits.checks,
            indexedPercent: indexProgress(connection.index),
        },
        close: async () => {
            await connection.index?.close();
            await limits.close();
        },
    };
}
