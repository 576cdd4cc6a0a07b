import { createHmac, timingSafeEqual } from 'node:crypto';
import { html, type Html } from './html.js';

/** The name of the field that carries the token. */
export const FORM_TOKEN_FIELD = 'form_token';

/**
 * The CSRF token of all forms that a browser gets from us. It is derived from a secret held only by this browser's
 * cookie, so it needs no store, ends with the session, and does not reveal the cookie to pages that show it.
 */
export function formTokenOf(browserSecret: string): string {
  return createHmac('sha256', browserSecret).update('form token').digest('base64url');
}

/** Whether a form came from our page in the same browser. */
export function isFormToken(sent: unknown, browserSecret: string): boolean {
  if (typeof sent !== 'string') {
    return false;
  }
  const wanted = Buffer.from(formTokenOf(browserSecret));
  const given = Buffer.from(sent);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The hidden field with the token. */
export function tokenField(formToken: string): Html {
  return html`<input type="hidden" name="${FORM_TOKEN_FIELD}" value="${formToken}" />`;
}

/** A form with a single button. */
export function buttonForm(button: {
  readonly action: string;
  readonly text: string;
  readonly look: 'button' | 'button main' | 'button bad' | 'button main bad';
  readonly formToken: string;
}): Html {
  return html`<form method="post" action="${button.action}">
    ${tokenField(button.formToken)}<button class="${button.look}">${button.text}</button>
  </form>`;
}
