import { isIP } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { noticePage } from '../web/notice-page.js';
import { tooMany } from '../web/problem-pages.js';
import { sendPage } from '../web/send-page.js';

/** Milliseconds over which requests are counted. */
const WINDOW = 60_000;
/** Authorization requests that one address may begin: a team behind one address that adds the server at once. */
const REQUESTS_PER_MINUTE = 60;
/** Clients that one address may register. Hosted clients register one for each person, from a few addresses. */
const REGISTRATIONS_PER_MINUTE = 30;
/** The same for all addresses together: what a flood from many may write. */
const ALL_REGISTRATIONS_PER_MINUTE = 300;
/** Documents of clients that are fetched for all addresses together: this server must not become a weapon. */
const DOCUMENTS_PER_MINUTE = 60;

/** How often things may be asked for. */
export interface RequestLimits {
  readonly requestsPerMinute?: number;
  readonly registrationsPerMinute?: number;
}

/** Limits how many authorization requests an address begins: each is a record that lives for half an hour. */
export function requestLimit({ requestsPerMinute = REQUESTS_PER_MINUTE }: RequestLimits): RequestHandler {
  return limitPerMinute(requestsPerMinute, addressOf, (response) => sendPage(response, noticePage(tooMany)));
}

/** Limits registrations, which are open to everybody: for one address, then for all. */
export function registrationLimits({
  registrationsPerMinute = REGISTRATIONS_PER_MINUTE,
}: RequestLimits): readonly RequestHandler[] {
  return [
    limitPerMinute(registrationsPerMinute, addressOf, refuse),
    limitPerMinute(Math.max(ALL_REGISTRATIONS_PER_MINUTE, registrationsPerMinute), () => 'all', refuse),
  ];
}

/** Counts fetches of documents; false once there were too many in this minute. */
export function documentLimit(now: () => number): () => boolean {
  let begun = 0;
  let count = 0;
  return () => {
    if (now() - begun >= WINDOW) {
      begun = now();
      count = 0;
    }
    count += 1;
    return count <= DOCUMENTS_PER_MINUTE;
  };
}

/**
 * Whom to count a request for: the last address that no trusted proxy has, because what stands before that was written by
 * the client. Where all are proxies, or it is no address, whoever connected counts. IPv6 counts by network, because one
 * person has a whole one.
 */
export function addressOf(request: Pick<Request, 'ip' | 'socket' | 'app'>): string {
  const isProxy: unknown = request.app.get('trust proxy fn');
  const named = plain(request.ip ?? '');
  const isClient = isIP(named) !== 0 && typeof isProxy === 'function' && isProxy(named, 0) !== true;
  const client = isClient ? named : plain(request.socket.remoteAddress ?? '');
  return client === '' ? 'unknown' : ipKeyGenerator(client);
}

/** Sockets that take both families show IPv4 as `::ffff:a.b.c.d`. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** At most so many requests a minute with the same key; `answer` refuses the others. */
export function limitPerMinute(
  perMinute: number,
  keyGenerator: (request: Request) => string,
  answer: (response: Response) => void,
): RequestHandler {
  return rateLimit({
    windowMs: WINDOW,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    validate: false,
    keyGenerator,
    handler: (_request, response) => answer(response),
  });
}

/** For a program: the error of RFC 6749 §4.1.2.1 that fits; `Retry-After` says when. */
function refuse(response: Response): void {
  response.status(429).json({
    error: 'temporarily_unavailable',
    error_description: 'Too many requests. Wait a minute, then try again.',
  });
}
