import type { AuthInfo, Tool as ListedTool } from '@modelcontextprotocol/server';
import type { CallOptions, RequestTools } from './call-tool.js';
import { observeListing, type RequestOrigin } from './observe-call.js';

/** Answers `tools/list`: the same objects for the same tools, so that their JSON can be kept. */
export function listTools(
  origin: RequestOrigin,
  caller: AuthInfo | undefined,
  { preparedFor }: RequestTools,
  { log, workspacesOf }: Pick<CallOptions, 'log' | 'workspacesOf'>,
): Promise<readonly ListedTool[]> {
  return observeListing(origin, { caller, log }, async () => {
    const cards = await workspacesOf(caller).list();
    return preparedFor(cards).map(({ listed }) => listed);
  });
}
