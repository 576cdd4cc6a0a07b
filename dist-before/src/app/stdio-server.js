import { singleWorkspace } from '../connections/workspaces.js';
import { parseSpaceId } from '../ids.js';
import { loadJournal, tokenChanges } from './changes/token-changes.js';
/** By then a client usually has its list of tools. */
export const PRECONNECT_DELAY_MS = 100;
/** By then it mostly has its first answer too, or waits for its person: what is loaded now delays nobody. */
const LOAD_JOURNAL_DELAY_MS = 400;
/** The workspaces of a stdio server: of the configured token, or those connected on this machine. */
export async function stdioWorkspaces(config, program) {
    const served = await openWorkspaces(config, program);
    const root = config.writes?.uploadRoot;
    if (served.changes === undefined || root === undefined) {
        return served;
    }
    const { uploadFolder } = await import('../files/upload-folder.js');
    return { ...served, changes: { ...served.changes, localFiles: uploadFolder(root) } };
}
async function openWorkspaces(config, program) {
    if (config.notion.kind === 'token') {
        const { workspace, close } = tokenWorkspace(config.notion.token, config, program);
        const { writes, journal } = config;
        if (writes?.mode === 'on' && journal !== undefined) {
            setTimeout(() => void loadJournal(journal), LOAD_JOURNAL_DELAY_MS).unref();
        }
        return { workspacesOf: () => workspace, changes: tokenChanges(config, program), close };
    }
    // Loaded on demand: a server with a token needs no database.
    const { storedWorkspaces } = await import('./stored-workspaces.js');
    const space = parseSpaceId(config.space);
    if (space === undefined) {
        throw new Error('The space was validated with the configuration.');
    }
    return storedWorkspaces({ ...config, ...config.notion }, space, program.log);
}
/** Loads the Notion client and checks the token after the client's first requests, or earlier if a call needs it. */
function tokenWorkspace(token, config, program) {
    const connect = async () => {
        const [{ connectWithToken }, { openLimits }] = await Promise.all([
            import('./token-connection.js'),
            import('./shared-limits.js'),
        ]);
        return connectWithToken(token, config, await openLimits(config, program.log), program);
    };
    let connection;
    const open = () => (connection ??= connect());
    setTimeout(() => void open(), PRECONNECT_DELAY_MS);
    return { workspace: singleWorkspace(open), close: async () => (await connection)?.index?.close() };
}
