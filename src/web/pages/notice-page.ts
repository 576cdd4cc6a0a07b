import { html } from '../html.js';
import type { WebPage } from '../web-page.js';

/** What a page says that only tells a person how it went and what to do. */
export interface Notice {
  readonly status: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly link?: { readonly text: string; readonly href: string } | undefined;
}

/** The page for a notice. */
export function noticePage({ status, title, paragraphs, link }: Notice): WebPage {
  return {
    status,
    title,
    kind: 'step',
    main: html`<h1>${title}</h1>
      ${paragraphs.map((text) => html`<p>${text}</p>`)}
      ${link && html`<p class="actions"><a class="button main" href="${link.href}">${link.text}</a></p>`}`,
  };
}
