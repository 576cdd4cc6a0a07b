import { html } from '../html.js';
import { nameHtml, workspaceTile } from '../display-names.js';
/** The name of the fields that carry the ids of chosen workspaces. */
export const WORKSPACE_FIELD = 'workspace';
/** The same for the workspaces that may be changed, and the field that says that these were asked for. */
export const CHANGED_FIELD = 'changed';
export const CHANGES_ASKED_FIELD = 'changes_asked';
/** A checkbox for each workspace. */
export function workspaceChoices(legend, choices, field = WORKSPACE_FIELD) {
    return html `<fieldset>
    <legend>${legend}</legend>
    ${choices.map((choice) => choiceHtml(choice, field))}
  </fieldset>`;
}
function choiceHtml({ id, name, icon, isChosen, needsReconnect }, field) {
    const checked = isChosen ? html ` checked` : html ``;
    const warning = needsReconnect
        ? html `<br /><span class="quiet">has to be reconnected first</span>`
        : html ``;
    return html `<label class="choice"
    ><input type="checkbox" name="${field}" value="${id}" ${checked} />${workspaceTile(icon, name)}<span
      >${nameHtml(name, 'Unnamed workspace')}${warning}</span
    ></label
  > `;
}
