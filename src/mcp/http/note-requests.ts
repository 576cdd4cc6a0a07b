import type { RequestHandler } from 'express';
import { beginOperation } from '../../bounded-work/running-operations.js';

/** First parts of addresses that are served. What somebody else wrote into an address is never repeated. */
const KNOWN = new Set([
  'mcp',
  'healthz',
  'readyz',
  'oauth',
  'integrations',
  'connections',
  'go',
  'webhooks',
  '.well-known',
]);

/** Notes each request while it is under way, for the log line of a process that stands still. */
export const noteRequests: RequestHandler = (request, response, next) => {
  const [, first = ''] = request.path.split('/', 2);
  response.once(
    'close',
    beginOperation(`${request.method} ${KNOWN.has(first) ? `/${first}` : 'another address'}`),
  );
  next();
};
