import type { HostedSession } from '../../../src/notion/hosted-session.js';
import type { Sandbox } from '../../../src/sandbox/server.js';
import { HostedClients } from '../../../src/upstream/client/hosted-clients.js';
import { openHostedSession } from '../../../src/upstream/client/open-hosted-session.js';
import { signedInConnection } from './sandbox-hosted.js';

/** The hosted half of the sandbox's workspace, of somebody who signed in there. */
export function hostedHalf(
  isAlone: boolean,
): (sandbox: Sandbox) => Promise<(signal: AbortSignal) => HostedSession> {
  return async (sandbox) =>
    openHostedSession(await signedInConnection(sandbox), {
      clients: new HostedClients(),
      isAlone,
      explainLoss: async (error) => error,
    });
}
