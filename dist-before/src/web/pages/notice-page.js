import { html } from '../html.js';
/** The page for a notice. */
export function noticePage({ status, title, paragraphs, link }) {
    return {
        status,
        title,
        kind: 'step',
        main: html `<h1>${title}</h1>
      ${paragraphs.map((text) => html `<p>${text}</p>`)}
      ${link && html `<p class="actions"><a class="button main" href="${link.href}">${link.text}</a></p>`}`,
    };
}
/** Lower-cases a sentence for use after a colon. */
export function lowerFirst(sentence) {
    return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
