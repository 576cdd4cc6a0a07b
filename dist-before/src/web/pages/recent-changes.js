import { displayName, nameHtml } from '../display-names.js';
import { buttonForm } from '../forms.js';
import { html } from '../html.js';
import { whenHtml } from '../relative-time.js';
/** Titles of one change that are shown. */
const MAX_TITLES = 3;
/** Reasons that a page lists. */
const MAX_REASONS = 10;
const MAX_REASON_CHARACTERS = 500;
const STATES = {
    done: undefined,
    undone: 'Undone',
    nothing: 'Nothing was saved',
    unknown: 'It is not known whether all of it was saved',
};
/** What was changed in the person's Notion, with a button for each change that can be taken back. */
export function recentChanges(changes, view) {
    return html `<h2>Recent changes</h2>
    ${changes.length === 0
        ? html `<div class="card"><p>Nothing was changed in the last 30 days.</p></div>`
        : html `<ul class="plain">
            ${changes.map((change) => changeItem(change, view))}
          </ul>`}`;
}
function changeItem(change, { paths, formToken, now }) {
    const { id, at, by, workspace, tool, titles, state, isUndo } = change;
    const isUndoable = !isUndo && (state === 'done' || state === 'unknown');
    const more = titles.length - MAX_TITLES;
    return html `<li class="card">
    <h3>${isUndo ? 'Undo' : toolText(tool)}</h3>
    <p>
      ${titles.slice(0, MAX_TITLES).map((title, at) => html `${at === 0 ? '' : ', '}${nameHtml(title, 'Untitled')}`)}${more > 0 ? ` and ${more} more` : ''}
    </p>
    <p class="quiet">
      ${by === 'you' ? 'You' : nameHtml(by.name, 'An unknown caller')} ·
      ${nameHtml(workspace, 'Unnamed workspace')} · ${whenHtml(at, now)}
    </p>
    ${STATES[state] === undefined ? undefined : html `<p><span class="pill${state === 'unknown' ? ' warn' : ''}">${STATES[state]}</span></p>`}
    ${isUndoable
        ? html `<div class="actions">
            ${buttonForm({ action: paths.undo(id), text: 'Undo', look: 'button', formToken })}
          </div>`
        : undefined}
  </li> `;
}
/** `notion_set_properties`: Set properties. */
function toolText(tool) {
    const words = tool.replace(/^notion_/, '').replaceAll('_', ' ');
    return words.charAt(0).toUpperCase() + words.slice(1);
}
/** What could not be taken back, and why. */
export function undoFailedPage(paths, reasons) {
    return {
        status: 200,
        title: 'Not everything could be undone',
        kind: 'site',
        paths,
        main: html `<h1>Not everything could be undone</h1>
      <ul>
        ${reasons.slice(0, MAX_REASONS).map((reason) => html `<li>${displayName(reason.slice(0, MAX_REASON_CHARACTERS), '')}</li>`)}
      </ul>
      <p>The rest is as it was before the change.</p>
      <div class="actions"><a class="button" href="${paths.connections}">Back</a></div>`,
    };
}
