import { html } from '../html.js';
/**
 * Answers a form after which the browser leaves for another site. A redirect would not work: the content security
 * policy of the form's page applies to all redirects after it, and their targets (Notion, any app's address) are not
 * known beforehand. This page starts a new navigation; its link is for browsers that ask before opening an app.
 *
 * `to` is one of our own addresses, never one that came with the request.
 */
export function continuePage({ to, place }) {
    const title = `Continuing to ${place}`;
    return {
        status: 200,
        title,
        kind: 'step',
        goTo: to,
        main: html `<h1>${title}</h1>
      <p>
        This takes a moment. If nothing happens, continue yourself; if ${place} has opened, you can close this
        window.
      </p>
      <p class="actions"><a class="button main" href="${to}">Continue</a></p>`,
    };
}
