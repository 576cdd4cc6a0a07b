import { ListenError } from '../mcp/http/listen.js';
import { EXIT_FAILED } from '../app/program.js';
/** Ends the program with the setting to change. Rethrows any other error. */
export function failToListen(error, { health }, { fail }) {
    if (!(error instanceof ListenError)) {
        throw error;
    }
    const { host, port } = error.address;
    const settings = error.address === health ? 'HEALTH_HOST or HEALTH_PORT' : 'HOST or PORT';
    return fail(`cannot listen on ${host} port ${port} (${error.code}). Set ${settings} to a free one.`, EXIT_FAILED);
}
