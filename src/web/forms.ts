import { FORM_TOKEN_FIELD } from './form-token.js';
import { html, type Html } from './html.js';

/** The hidden field that shows where a form came from. */
export function tokenField(formToken: string): Html {
  return html`<input type="hidden" name="${FORM_TOKEN_FIELD}" value="${formToken}" />`;
}

/** A form that is one button. */
export function buttonForm(button: {
  readonly action: string;
  readonly text: string;
  readonly look: 'button' | 'button main' | 'button bad';
  /** Absent where nobody is signed in: there is nothing yet that a foreign form could change. */
  readonly formToken?: string | undefined;
}): Html {
  const token = button.formToken === undefined ? html`` : tokenField(button.formToken);
  return html`<form method="post" action="${button.action}">
    ${token}<button class="${button.look}">${button.text}</button>
  </form>`;
}
