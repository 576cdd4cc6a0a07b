import { createHmac, timingSafeEqual } from 'node:crypto';

/** The name of the field that carries the token. */
export const FORM_TOKEN_FIELD = 'form_token';

/**
 * The token of all forms that a browser gets from us (CSRF). It is derived from a secret that only this browser's cookie
 * holds, so it needs no store, ends with the session, and a page that shows it does not show the cookie.
 */
export function formTokenOf(browserSecret: string): string {
  return createHmac('sha256', browserSecret).update('form token').digest('base64url');
}

/** Whether a form came from a page of ours in the same browser. */
export function isFormToken(sent: unknown, browserSecret: string): boolean {
  if (typeof sent !== 'string') {
    return false;
  }
  const wanted = Buffer.from(formTokenOf(browserSecret));
  const given = Buffer.from(sent);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
