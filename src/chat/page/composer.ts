import { displayName, workspaceTile } from '../../web/display-names.js';
import { tokenField } from '../../web/forms.js';
import { html, type Html } from '../../web/html.js';
import { MAX_QUESTION_CHARACTERS } from '../chat-limits.js';
import type { ChatView } from './view.js';

/** Where a question is written, and which workspaces it goes to. Works without the script, too. */
export function composer(view: ChatView): Html {
  const { workspaces, otherServers, chatPath, formToken, conversation, refused, modelName } = view;
  return html`<form class="composer" method="post" action="${chatPath}" data-composer>
    ${tokenField(formToken)}
    ${conversation && html`<input type="hidden" name="conversation" value="${conversation.id}" />`}
    <fieldset class="asked">
      <legend class="hidden">Where to look</legend>
      ${workspaces.map((workspace) => chip(workspace, view))}
      ${otherServers.map(
        (name) =>
          html`<span class="chip fixed" data-server="${name}">${workspaceTile(null, name)} ${name}</span> `,
      )}
    </fieldset>
    <label class="hidden" for="message">Your question</label>
    <textarea
      id="message"
      name="message"
      rows="2"
      maxlength="${MAX_QUESTION_CHARACTERS}"
      required
      placeholder="What would you like to know?"
      ${refused === undefined ? undefined : html`aria-invalid="true" aria-describedby="refused"`}
    >
${refused?.message ?? ''}</textarea>
    <div class="send">
      <p class="quiet">Answered by <bdi>${displayName(modelName, 'a model')}</bdi>, which can be wrong</p>
      <button class="button bad" type="button" data-stop hidden>Stop</button>
      <button class="button main" data-ask>Ask</button>
    </div>
  </form>`;
}

function chip({ id, name, icon, status }: ChatView['workspaces'][number], { chosen }: ChatView): Html {
  const isLost = status === 'reconnect_needed';
  const isChosen = !isLost && (chosen?.includes(id) ?? true);
  const shown = displayName(name, 'Unnamed workspace');
  return html`<label class="chip">
    <input
      type="checkbox"
      name="workspace"
      value="${id}"
      ${isChosen ? html`checked` : undefined}
      ${isLost ? html`disabled` : undefined}
    />
    ${workspaceTile(icon, name)} <bdi>${shown}</bdi>
    ${isLost ? html`<span class="pill warn">Reconnect</span>` : undefined}
  </label> `;
}
