import type { RequestHandler } from 'express';
import type { DocumentOptions } from './document.js';

/** Where the description is. */
export const OPENAPI_PATH = '/openapi.json';

/** Serves the description to anyone: it says nothing that is not in the documentation. Made when it is first asked for. */
export function openApiRoute(options: DocumentOptions): RequestHandler {
  let text: Promise<string> | undefined;
  const make = async (): Promise<string> => {
    const { openApiDocument } = await import('./document.js');
    return JSON.stringify(openApiDocument(options));
  };
  return async (_request, response) => {
    response
      .set('access-control-allow-origin', '*')
      .type('json')
      .send(await (text ??= make()));
  };
}
