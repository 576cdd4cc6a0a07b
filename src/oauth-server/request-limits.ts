import type { RequestHandler, Response } from 'express';
import { limitPerAddress } from '../http/limits/limit-per-minute.js';
import { noticePage } from '../web/pages/notice-page.js';
import { tooManyRequestsPage } from '../web/pages/problem-pages.js';
import { sendPage } from '../web/send-page.js';

/** Authorization requests that one address may begin in a minute: a team behind one address that adds the server at once. */
const DEFAULT_REQUESTS_PER_MINUTE = 60;
/** Clients that one address may register in a minute. Hosted clients register one for each person, from a few addresses. */
const DEFAULT_REGISTRATIONS_PER_MINUTE = 30;

/** How often things may be asked for from one address. */
export interface RequestLimits {
  readonly requestsPerMinute?: number;
  readonly registrationsPerMinute?: number;
}

/** Limits how many authorization requests an address begins: each is a record that lives for half an hour. */
export function requestLimit({
  requestsPerMinute = DEFAULT_REQUESTS_PER_MINUTE,
}: RequestLimits): readonly RequestHandler[] {
  return limitPerAddress(requestsPerMinute, (response) =>
    sendPage(response, noticePage(tooManyRequestsPage)),
  );
}

/** Limits how many clients an address registers, which is open to everybody. What all of them write has an end of its own. */
export function registrationLimit({
  registrationsPerMinute = DEFAULT_REGISTRATIONS_PER_MINUTE,
}: RequestLimits): readonly RequestHandler[] {
  return limitPerAddress(registrationsPerMinute, refuseLater);
}

/** For a program: the error of RFC 6749 §4.1.2.1 that fits, and never one that means its registration is gone. */
export function refuseLater(response: Response): void {
  response.status(429).json({
    error: 'temporarily_unavailable',
    error_description: 'Too many requests. Wait a minute, then try again.',
  });
}
