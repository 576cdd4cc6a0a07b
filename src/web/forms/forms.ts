import { FORM_TOKEN_FIELD } from './form-token.js';
import { html, type Html } from '../html.js';

/** The hidden field that shows where a form came from. */
export function tokenField(formToken: string): Html {
  return html`<input type="hidden" name="${FORM_TOKEN_FIELD}" value="${formToken}" />`;
}

/** A form that is one button. */
export function buttonForm(button: {
  readonly action: string;
  readonly text: string;
  readonly look: 'button' | 'button main' | 'button bad';
  readonly formToken: string;
}): Html {
  return html`<form method="post" action="${button.action}">
    ${tokenField(button.formToken)}<button class="${button.look}">${button.text}</button>
  </form>`;
}
