import { Accepted, type RouteRequest } from '../../route.js';
import type { ToolContext } from './tool.js';

/** Does what the REST sandbox does for the same request, as the person. The two cannot tell different things then. */
export function asRest(
  answer: (request: RouteRequest) => Record<string, unknown> | Accepted,
  { workspace, connection }: ToolContext,
  request: {
    readonly body?: Readonly<Record<string, unknown>>;
    readonly parameters?: Readonly<Record<string, string>>;
  },
): Record<string, unknown> {
  const result = answer({
    workspace,
    connection,
    parameters: new Map(Object.entries(request.parameters ?? {})),
    query: new URLSearchParams(),
    body: request.body ?? {},
  });
  return result instanceof Accepted ? result.body : result;
}
