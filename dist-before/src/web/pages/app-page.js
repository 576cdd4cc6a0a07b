import { changeFields } from './change-fields.js';
import { tokenField } from '../forms.js';
import { html } from '../html.js';
import { nameHtml, displayName } from '../display-names.js';
import { pagesField, pagesProblem, pagesText } from './pages-field.js';
import { placeText, returnPlaceOf } from '../return-place.js';
import { CHANGED_FIELD, CHANGES_ASKED_FIELD, workspaceChoices } from './workspace-choices.js';
/** The page on which a person changes what an app may read. */
export function appPage(view) {
    const { paths, formToken, app, workspaces, hasConnected = false, refused } = view;
    const chosen = refused?.workspaceIds ?? app.workspaceIds;
    const changed = refused?.changedIds ?? app.changedIds ?? app.workspaceIds;
    const choices = workspaces.map(({ id, name, icon, status }) => ({
        id,
        name,
        icon,
        isChosen: chosen.includes(id),
        needsReconnect: status === 'reconnect_needed',
    }));
    return {
        status: refused === undefined ? 200 : 422,
        title: `What ${displayName(app.name, 'Unnamed app')} may read`,
        kind: 'site',
        paths,
        main: html `<h1>What ${nameHtml(app.name, 'Unnamed app')} may read</h1>
      ${hasConnected ? html `<div class="note" role="status"><p>Your workspace is connected. Choose whether this app may read it.</p></div>` : undefined}
      ${refused && pagesProblem(refused.problem)}
      <p class="quiet">Belongs to ${placeText(returnPlaceOf(app.redirectUri))}</p>
      ${choices.length === 0
            ? html `<div class="card">
                <p>You have no connected workspace, so there is nothing to choose.</p>
              </div>
              <div class="actions"><a class="button" href="${paths.connections}">Back</a></div>`
            : html `<form method="post" action="${paths.app(app.id)}">
              ${tokenField(formToken)} ${workspaceChoices('Workspaces', choices)}
              <p class="quiet">Without any, the app stays attached and finds nothing.</p>
              ${app.mayChange
                ? html `<input type="hidden" name="${CHANGES_ASKED_FIELD}" value="yes" />${workspaceChoices('It may also change', choices.map((choice) => ({ ...choice, isChosen: changed.includes(choice.id) })), CHANGED_FIELD)}${changeFields(refused?.changes ?? app.changes, refused?.problem)}`
                : undefined}
              ${pagesField(refused?.pages ?? pagesText(app.pages), refused?.problem)}
              <div class="actions wide">
                <button class="button main">Save</button
                ><a class="button" href="${paths.connections}">Cancel</a>
              </div>
            </form>`}`,
    };
}
