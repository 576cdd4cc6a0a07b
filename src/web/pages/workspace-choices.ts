import { html, type Html } from '../html.js';
import { nameHtml, workspaceTile } from '../display-names.js';

/** The name of the fields that carry the ids of chosen workspaces. */
export const WORKSPACE_FIELD = 'workspace';

/** A selectable workspace. */
export interface WorkspaceChoice {
  readonly id: string;
  readonly name: string | null;
  readonly icon: string | null;
  readonly isChosen: boolean;
  readonly needsReconnect: boolean;
}

/** A checkbox for each workspace. */
export function workspaceChoices(legend: string, choices: readonly WorkspaceChoice[]): Html {
  return html`<fieldset>
    <legend>${legend}</legend>
    ${choices.map(choiceHtml)}
  </fieldset>`;
}

function choiceHtml({ id, name, icon, isChosen, needsReconnect }: WorkspaceChoice): Html {
  const checked = isChosen ? html` checked` : html``;
  const warning = needsReconnect
    ? html`<br /><span class="quiet">has to be reconnected first</span>`
    : html``;
  return html`<label class="choice"
    ><input
      type="checkbox"
      name="${WORKSPACE_FIELD}"
      value="${id}"
      ${checked}
    />${workspaceTile(icon, name)}<span>${nameHtml(name, 'Unnamed workspace')}${warning}</span></label
  > `;
}
