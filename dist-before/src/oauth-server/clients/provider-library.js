import { addressOf } from '../../http/limits/client-address.js';
/**
 * `oidc-provider`, loaded without its startup warning: under Node 20 it prints that it requires Node 22. It works there
 * all the same (the tests run on both), and our standard error is reserved for log lines.
 */
const library = await withoutWarnings(() => import('oidc-provider'));
/** The provider class. */
export const { Provider } = library;
/** Errors thrown by the provider's storage and policies. */
export const { errors } = library;
/** The sender of the request being handled: the provider passes only the URL of a document to `fetch`. */
export function documentRequester() {
    const { req: request, oidc } = Provider.ctx ?? {};
    return {
        // The provider received the Express request (see `providerRoutes`).
        address: request === undefined ? 'unknown' : addressOf(request),
        clientId: oidc?.client?.clientId,
    };
}
async function withoutWarnings(work) {
    const terminal = globalThis.console;
    const warn = terminal.warn.bind(terminal);
    terminal.warn = () => { };
    try {
        return await work();
    }
    finally {
        terminal.warn = warn;
    }
}
