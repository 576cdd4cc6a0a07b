import { html } from '../html.js';
import type { WebPage } from '../send-page.js';

/** Content of a page that only reports an outcome and what to do. */
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

/** Lower-cases a sentence for use after a colon. */
export function lowerFirst(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
