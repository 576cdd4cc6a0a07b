import { html } from '../html.js';
import type { WebPage } from '../web-page.js';

/**
 * The answer to a form after which the browser leaves for another site. A redirect would not do: the policy of the page
 * with the form holds for all redirects after it, and where they end (Notion, any app's address) is not known
 * beforehand. This page is a new beginning; its link is for browsers that ask before they open an app.
 *
 * `to` is one of our own addresses, never one that came with the request.
 */
export function continuePage({ to, place }: { readonly to: string; readonly place: string }): WebPage {
  const title = `Going on to ${place}`;
  return {
    status: 200,
    title,
    kind: 'step',
    goTo: to,
    main: html`<h1>${title}</h1>
      <p>
        This takes a moment. If nothing happens, continue yourself; if ${place} has opened, you can close this
        window.
      </p>
      <p class="actions"><a class="button main" href="${to}">Continue</a></p>`,
  };
}
