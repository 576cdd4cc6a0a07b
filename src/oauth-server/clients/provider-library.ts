import type { Request } from 'express';
import { addressOf } from '../../http/limits/client-address.js';
import type { DocumentRequester } from './client-documents.js';

/**
 * `oidc-provider`, loaded without its greeting: under Node 20 it says on the console that it wants Node 22. It works there
 * all the same (the tests run on both), and what we write to standard error are lines of our log.
 */
const library = await withoutWarnings(() => import('oidc-provider'));

/** The provider's class. */
export const { Provider } = library;
/** What the provider's storage and policies reject with. */
export const { errors } = library;

/** Who sent the request that the provider is handling: it passes its `fetch` the URL of a document only. */
export function documentRequester(): DocumentRequester {
  const { req: request, oidc } = Provider.ctx ?? {};
  return {
    // The provider was given express's request (see `providerRoutes`).
    address: request === undefined ? 'unknown' : addressOf(request as Request),
    clientId: oidc?.client?.clientId,
  };
}

async function withoutWarnings<Result>(work: () => Promise<Result>): Promise<Result> {
  const terminal = globalThis.console;
  const warn = terminal.warn.bind(terminal);
  terminal.warn = () => {};
  try {
    return await work();
  } finally {
    terminal.warn = warn;
  }
}
