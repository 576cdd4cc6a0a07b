import type { ChatEvent } from '../chat-event.js';
import type { ChatServer } from '../servers/chat-server.js';
import type { ServerConnections } from '../servers/server-connections.js';
import { ServerFailure } from '../servers/server-failure.js';
import { nameTools, type NamedTool } from './tool-names.js';

/** Tools that models' APIs take in one request. */
const MAX_TOOLS = 128;

/** The tools of all servers that work, by the names that the model gets; the others are told. */
export async function serverTools(
  servers: readonly ChatServer[],
  connections: ServerConnections,
  emit: (event: ChatEvent) => void,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, NamedTool>> {
  const found = await Promise.all(
    servers.map(async (server) => {
      try {
        const tools = await connections.tools(server, signal);
        return { server, tools: tools.map((tool) => ({ server, tool })) };
      } catch (error) {
        if (!(error instanceof ServerFailure)) {
          throw error;
        }
        const reason = [error.message, server.help].filter((text) => text !== undefined).join(' ');
        emit({ type: 'server-left-out', server: server.name, reason });
        return { server, tools: [] };
      }
    }),
  );
  const fitting: NamedTool[] = [];
  for (const { server, tools } of found) {
    if (fitting.length + tools.length <= MAX_TOOLS) {
      fitting.push(...tools);
    } else {
      emit({
        type: 'server-left-out',
        server: server.name,
        reason: `With its ${tools.length} tools there would be more than the ${MAX_TOOLS} that models take.`,
      });
    }
  }
  return nameTools(fitting);
}
