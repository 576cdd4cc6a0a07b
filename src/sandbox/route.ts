import type { Capability, Connection } from './connections.js';
import { badPathId } from './errors.js';
import { parseId } from './ids.js';
import type { UploadForm } from './multipart.js';
import type { Workspace } from './workspace.js';

/** A request that was authenticated and matched to a route. */
export interface RouteRequest {
  readonly workspace: Workspace;
  readonly connection: Connection;
  readonly parameters: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of a multipart request. */
  readonly form?: UploadForm | undefined;
}

/** The answer to a request that is carried out later: the body of a 202. */
export class Accepted {
  readonly body: Record<string, unknown>;

  constructor(body: Record<string, unknown>) {
    this.body = body;
  }
}

/** One endpoint: from the request to the body of a 200 or 202; throws `ApiError` for anything else. */
export interface Route {
  /** Method and path such as `GET /v1/pages/{page_id}`. */
  readonly endpoint: string;
  /** The right that a connection needs for it, apart from reading. */
  readonly needs?: Capability;
  readonly answer: (request: RouteRequest) => Record<string, unknown> | Accepted;
}

/** A path parameter that must be a UUID. */
export function pathId(request: RouteRequest, parameter: string): string {
  const text = request.parameters.get(parameter) ?? '';
  const id = parseId(text);
  if (id === undefined) {
    throw badPathId(parameter, text);
  }
  return id;
}

/** The route of a request and its path parameters, decoded. Earlier routes win. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly parameters: ReadonlyMap<string, string> } | undefined {
  const segments = path.split('/');
  for (const route of routes) {
    const [routeMethod, template = ''] = route.endpoint.split(' ');
    const parts = template.split('/');
    if (routeMethod === method && parts.length === segments.length) {
      const parameters = new Map<string, string>();
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

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
