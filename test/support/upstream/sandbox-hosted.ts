import type { Sandbox } from '../../../src/sandbox/server.js';
import type { HostedConnection, HostedToken } from '../../../src/upstream/hosted-token.js';
import { refresh, signIn, type Tokens } from '../../sandbox/hosted/sign-in.js';
import { connectionTo } from './raw-upstream.js';

/** A connection of a person who signed in at the sandbox's hosted server; `label` chooses who. */
export async function signedInConnection(
  sandbox: Sandbox,
  place: Partial<HostedConnection> = {},
  label?: RegExp,
): Promise<HostedConnection> {
  const { clientId, ...first } = await signIn(sandbox, label === undefined ? {} : { label });
  const resource = new URL(sandbox.hosted.resource);
  let tokens: Tokens = first;
  let version = 1;
  const current = (): HostedToken => ({
    kind: 'hosted',
    accessToken: tokens.access_token,
    version,
    resource: resource.href,
  });
  return {
    ...connectionTo(resource),
    tokens: {
      resource,
      current: async () => current(),
      renewed: async (rejected) => {
        if (rejected.version === version) {
          tokens = (await refresh(sandbox, clientId, tokens.refresh_token)).body as unknown as Tokens;
          version += 1;
        }
        return current();
      },
    },
    ...place,
  };
}
