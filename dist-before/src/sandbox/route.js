import { badPathId } from './errors.js';
import { parseId } from './ids.js';
/** The answer to a request that is carried out later: the body of a 202. */
export class Accepted {
    body;
    constructor(body) {
        this.body = body;
    }
}
/** A path parameter that must be a UUID. */
export function pathId(request, parameter) {
    const text = request.parameters.get(parameter) ?? '';
    const id = parseId(text);
    if (id === undefined) {
        throw badPathId(parameter, text);
    }
    return id;
}
/** The route of a request and its path parameters, decoded. Earlier routes win. */
export function matchRoute(routes, method, path) {
    const segments = path.split('/');
    for (const route of routes) {
        const [routeMethod, template = ''] = route.endpoint.split(' ');
        const parts = template.split('/');
        if (routeMethod === method && parts.length === segments.length) {
            const parameters = new Map();
            const fits = parts.every((part, index) => {
                const segment = segments[index] ?? '';
                const name = /^\{(.+)\}$/.exec(part)?.[1];
                if (name === undefined) {
                    return part === segment;
                }
                parameters.set(name, decodeSegment(segment));
                return segment !== '';
            });
            if (fits) {
                return { route, parameters };
            }
        }
    }
    return undefined;
}
function decodeSegment(segment) {
    try {
        return decodeURIComponent(segment);
    }
    catch {
        return segment;
    }
}
