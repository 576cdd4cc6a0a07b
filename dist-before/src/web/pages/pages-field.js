import { html } from '../html.js';
import { nameHtml } from '../display-names.js';
/** The name of the field with the pages that an app is limited to. */
export const PAGES_FIELD = 'pages';
/** Formats page ids for the field. */
export function pagesText(ids) {
    return (ids ?? []).join('\n');
}
/** Where a person may limit an app to some pages: collapsed unless it has a value. */
export function pagesField(text, anyProblem) {
    const problem = anyProblem?.kind === 'properties' || anyProblem?.isOfChanges === true ? undefined : anyProblem;
    const open = text === '' && problem === undefined ? html `` : html ` open`;
    const described = problem === undefined ? html `` : html ` aria-invalid="true" aria-errormessage="pages-problem"`;
    // A browser drops the first line break after the tag; without ours, it would drop one that was typed.
    return html `<details class="pages" ${open}>
    <summary>Only some pages (optional)</summary>
    <div>
      <label for="pages"
        >Only these pages and databases (URLs or ids, one per line); leave empty for everything shared with
        the connection</label
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
      <p class="quiet" id="pages-help">Pages below them are included. In Notion: ••• → Copy link.</p>
    </div>
  </details>`;
}
/** Describes the problem, and for pages the line that causes it. */
export function pagesProblem(problem) {
    return html `<div class="note bad" role="alert" id="pages-problem">
    ${problemText(problem)}
    <p>Nothing was changed.</p>
  </div>`;
}
function problemText(problem) {
    switch (problem.kind) {
        case 'too_many':
            return html `<p>
        At most ${problem.most} pages and databases can be named. Name a common parent instead.
      </p>`;
        case 'properties':
            return html `<p>
        At most ${problem.most} properties can be named, each with ${problem.mostCharacters} characters at
        most.
      </p>`;
        case 'not_a_page':
            return html `<p>Line ${problem.lineNumber} is not the URL or id of a page or database:</p>
        <p><b>${nameHtml(problem.line, 'characters that nobody sees')}</b></p>`;
    }
}
