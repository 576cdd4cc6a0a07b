import { html, type Html } from '../html.js';
import { nameHtml } from '../display-names.js';
import type { PagesProblem } from '../ports.js';

/** The name of the field that carries the pages which an app is kept to. */
export const PAGES_FIELD = 'pages';

/** How ids of pages stand in the field. */
export function pagesText(ids: readonly string[] | null): string {
  return (ids ?? []).join('\n');
}

/** Where a person may keep an app to some pages: folded away until somebody wants it, or something stands there. */
export function pagesField(text: string, problem: PagesProblem | undefined): Html {
  const open = text === '' && problem === undefined ? html`` : html` open`;
  const described =
    problem === undefined ? html`` : html` aria-invalid="true" aria-errormessage="pages-problem"`;
  // A browser drops the first line break after the tag; without one of ours it would be one that was typed.
  return html`<details class="pages" ${open}>
    <summary>Only some pages (optional)</summary>
    <div>
      <label for="pages"
        >Only these pages and databases (URLs or ids, one a line); leave empty for everything shared with the
        connection</label
      >
      <textarea
        id="pages"
        name="${PAGES_FIELD}"
        rows="4"
        spellcheck="false"
        autocomplete="off"
        dir="ltr"
        aria-describedby="pages-help"
        ${described}
      >
${text}</textarea>
      <p class="quiet" id="pages-help">
        What lies below them may be read as well. In Notion: ••• → Copy link.
      </p>
    </div>
  </details>`;
}

/** Says what is wrong, with the line in question. */
export function pagesProblem(problem: PagesProblem): Html {
  return html`<div class="note bad" role="alert" id="pages-problem">
    ${
      problem.kind === 'too_many'
        ? html`<p>
            At most ${problem.most} pages and databases can be named. Name one that lies above several of
            them.
          </p>`
        : html`<p>Line ${problem.lineNumber} is no URL or id of a page or database:</p>
            <p><b>${nameHtml(problem.line, 'characters that nobody sees')}</b></p>`
    }
    <p>Nothing was changed.</p>
  </div>`;
}
