import type { HostedStarts } from '../../notion-oauth/routes/backend-routes.js';
import type { HostedServer } from './people.js';

/** What the addresses of backends do for hosted connections. */
export function connectRoutesFor({
  statusOf,
  signIn,
}: Pick<HostedServer, 'statusOf' | 'signIn'>): HostedStarts {
  return {
    statusOf,
    start: (request) => signIn.start({ ...request, person: null, toConnections: false }),
  };
}
