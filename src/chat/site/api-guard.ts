import type { Request, RequestHandler, Response } from 'express';
import { refuse } from '../../http/http-responses.js';
import type { PersonSession, PersonSessions } from '../../web/ports.js';

/**
 * Lets a request change something only if the browser says that this site has sent it, by Fetch metadata or, in older
 * browsers, by its origin. The session cookie is SameSite=Lax besides. Without either it is refused: a program that
 * borrows the cookie can say it.
 */
export function ownSiteRequests(publicUrl: string): RequestHandler {
  const { origin } = new URL(publicUrl);
  return ({ headers }, response, next) => {
    const relation = headers['sec-fetch-site'];
    const isOwn = relation === undefined ? headers.origin === origin : relation === 'same-origin';
    if (isOwn) {
      next();
    } else {
      refuse(response, 403, 'forbidden', 'Only pages of this site may send this.');
    }
  };
}

/** Answers for the signed-in person, others with 401. */
export function forPerson(
  sessions: PersonSessions,
  answer: (person: PersonSession, request: Request, response: Response) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    const person = await sessions.find(request);
    if (person === undefined) {
      refuse(response, 401, 'unauthorized', 'Sign in first, on the page of connections.');
    } else {
      await answer(person, request, response);
    }
  };
}

/** The answer to an id that is unknown, another person's included. */
export function refuseUnknown(response: Response): void {
  refuse(response, 404, 'not_found', 'There is none with this id.');
}

/** The answer to an address that the API does not have: behind the site comes the MCP server, which would answer as such. */
export const refuseAddress: RequestHandler = (_request, response) => {
  refuse(response, 404, 'not_found', 'The API has no such address.');
};
