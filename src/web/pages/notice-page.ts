import { html, type Html } from '../html.js';
import type { WebPage } from '../send-page.js';

type NoticeState = 'done' | 'told' | 'trouble';

const MARKS: Readonly<Record<NoticeState, Html>> = {
  done: html`<p class="state" aria-hidden="true">✓</p>`,
  told: html`<p class="state" aria-hidden="true">i</p>`,
  trouble: html`<p class="state warn" aria-hidden="true">!</p>`,
};

/** Content of a page that only reports an outcome and what to do. */
export interface Notice {
  readonly status: number;
  readonly title: string;
  /** The first says what happened, the others what to do now. */
  readonly paragraphs: readonly string[];
  /** Which picture stands above; a trouble unless told otherwise, by the status. */
  readonly state?: NoticeState | undefined;
  readonly link?: { readonly text: string; readonly href: string } | undefined;
}

/** The page for a notice. */
export function noticePage({ status, title, paragraphs: [happened, ...next], link, state }: Notice): WebPage {
  return {
    status,
    title,
    kind: 'step',
    main: html`${MARKS[state ?? (status < 400 ? 'told' : 'trouble')]}
      <h1>${title}</h1>
      <p>${happened}</p>
      ${
        next.length === 0
          ? undefined
          : html`<div class="next">
              <p>What to do now</p>
              ${next.map((text) => html`<p>${text}</p>`)}
            </div>`
      }
      ${link && html`<p class="actions"><a class="button main" href="${link.href}">${link.text}</a></p>`}`,
  };
}

/** Lower-cases a sentence for use after a colon. */
export function lowerFirst(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
