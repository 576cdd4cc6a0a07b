import type { Request } from 'express';
import { addressOf } from '../../http/limits/client-address.js';
import type { DocumentAsker } from './client-documents.js';
import { Provider } from './provider-library.js';

/** Whose request the provider is working on. It hands documents' addresses to its `fetch`, and nothing of the request. */
export function documentAsker(): DocumentAsker {
  const { req: request, oidc } = Provider.ctx ?? {};
  return {
    // The provider was given express's request (see `providerRoutes`).
    address: request === undefined ? 'unknown' : addressOf(request as Request),
    clientId: oidc?.client?.clientId,
  };
}
