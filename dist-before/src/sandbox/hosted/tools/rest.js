import { Accepted } from '../../route.js';
/** Does what the REST sandbox does for the same request, as the person. The two cannot tell different things then. */
export function asRest(answer, { workspace, connection }, request) {
    const result = answer({
        workspace,
        connection,
        parameters: new Map(Object.entries(request.parameters ?? {})),
        query: new URLSearchParams(),
        body: request.body ?? {},
    });
    return result instanceof Accepted ? result.body : result;
}
