import { ReconnectError } from '../../errors.js';
import type { HostedSession } from '../../notion/hosted-session.js';
import type { HostedConnection } from '../hosted-token.js';
import type { HostedClients } from './hosted-clients.js';

/** How a connection is opened for calls. */
interface HostedOpener {
  readonly clients: Pick<HostedClients, 'call'>;
  /** Whether the workspace has no other connection. */
  readonly isAlone: boolean;
  /** The way back for this caller, where only a person can help. */
  readonly explainLoss: (error: ReconnectError) => Promise<ReconnectError>;
}

/** Opens a connection with the hosted server for one tool call, which ends with `signal`. Sends nothing. */
export function openHostedSession(
  connection: HostedConnection,
  { clients, isAlone, explainLoss }: HostedOpener,
): (signal: AbortSignal) => HostedSession {
  return (signal) => ({
    isAlone,
    call: async (tool, given, limits = {}) => {
      try {
        return await clients.call(connection, tool, given, { signal, ...limits });
      } catch (error) {
        throw error instanceof ReconnectError ? await explainLoss(error) : error;
      }
    },
  });
}
