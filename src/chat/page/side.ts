import { displayName, nameHtml, workspaceTile } from '../../web/display-names.js';
import { buttonForm, tokenField } from '../../web/forms.js';
import { html, type Html } from '../../web/html.js';
import { whenHtml } from '../../web/relative-time.js';
import type { ChatView, ShownWorkspace } from './view.js';

/** What is connected, what was asked before, and help with a filter. */
export function side(view: ChatView): Html {
  const { paths, formToken, workspaces, otherServers, conversations } = view;
  const hasNone = workspaces.length === 0;
  return html`<aside class="side" id="side" aria-label="Workspaces and conversations">
    <section class="card">
      <h2>Workspaces</h2>
      ${
        hasNone
          ? html`<p class="quiet">None is connected yet. Notion asks you which pages to share.</p>`
          : html`<ul class="plain rows">
              ${workspaces.map((one) => workspaceRow(one, view))}
            </ul>`
      }
      <div class="actions">
        <form method="post" action="${paths.connect}">
          ${tokenField(formToken)}<input type="hidden" name="to" value="chat" />
          <button class="${hasNone ? 'button main' : 'button'}">
            ${hasNone ? 'Connect a workspace' : 'Connect another'}
          </button>
        </form>
      </div>
      ${
        otherServers.length === 0
          ? undefined
          : html`<h3>Other servers</h3>
              <ul class="plain rows">
                ${otherServers.map(serverRow)}
              </ul>`
      }
    </section>
    ${filterBuilder(view)}
    <section class="card" data-conversations>
      <h2>Conversations</h2>
      ${conversations.length === 0 ? html`<p class="quiet" data-none>None yet. They are kept for a while, for you alone.</p>` : undefined}
      <ul class="plain rows">
        ${conversations.map((one) => conversationRow(one, view))}
      </ul>
      <p class="actions" data-new ${view.conversation === undefined ? html`hidden` : undefined}>
        <a class="button" href="${view.chatPath}">New conversation</a>
      </p>
    </section>
  </aside>`;
}

function workspaceRow(
  { id, name, icon, status, isHosted }: ShownWorkspace,
  { paths, formToken }: ChatView,
): Html {
  const isLost = status === 'reconnect_needed';
  const reconnect = isHosted ? paths.reconnectHosted(id) : paths.reconnect(id);
  const shown = displayName(name, 'Unnamed workspace');
  return html`<li class="row">
    ${workspaceTile(icon, name)}
    <div>
      <p class="name">${nameHtml(name, 'Unnamed workspace')}</p>
      <p>
        ${isLost ? html`<span class="pill warn">Access ended</span>` : html`<span class="pill">${isHosted ? 'MCP connected' : 'Connected'}</span>`}
      </p>
    </div>
    ${
      isLost
        ? buttonForm({ action: reconnect, text: 'Reconnect', look: 'button main', formToken })
        : html`<a class="button bad small" href="${paths.disconnect(id)}" aria-label="Disconnect ${shown}"
            >Disconnect</a
          >`
    }
  </li> `;
}

function serverRow(name: string): Html {
  return html`<li class="row" data-server="${name}">
    ${workspaceTile(null, name)}
    <div>
      <p class="name">${name}</p>
      <p><span class="pill" data-status>Ready</span></p>
    </div>
  </li> `;
}

function conversationRow(
  { id, title, updatedAt }: ChatView['conversations'][number],
  { chatPath, formToken, conversation, now }: ChatView,
): Html {
  const isOpen = conversation?.id === id;
  const shown = displayName(title, 'A conversation');
  return html`<li class="row">
    <a
      class="talk"
      href="${chatPath}?${new URLSearchParams({ conversation: id }).toString()}"
      ${isOpen ? html`aria-current="page"` : undefined}
      ><bdi>${shown}</bdi> <span class="quiet">${whenHtml(updatedAt, now)}</span></a
    >
    <form method="post" action="${chatPath}/delete">
      ${tokenField(formToken)}<input type="hidden" name="conversation" value="${id}" />
      <button class="button bad small" aria-label="Delete ${shown}">Delete</button>
    </form>
  </li> `;
}

/** Chooses columns and options from a database's description, and shows the call that comes of it. Needs the script. */
function filterBuilder({ workspaces }: ChatView): Html | undefined {
  const connected = workspaces.filter(({ status, isHosted }) => status === 'connected' && !isHosted);
  return connected.length === 0
    ? undefined
    : html`<details class="builder" data-builder hidden>
        <summary>Build a filter</summary>
        <div>
          <label for="filter-workspace">Workspace</label>
          <select id="filter-workspace">
            ${connected.map(
              ({ id, name, serverName }) =>
                html`<option value="${id}" data-server="${serverName}">
                  ${displayName(name, 'Unnamed workspace')}
                </option>`,
            )}
          </select>
          <label for="filter-database">Database</label>
          <select id="filter-database" disabled></select>
          <div data-conditions></div>
          <p class="actions">
            <button class="button" type="button" data-add disabled>Add a condition</button>
          </p>
          <p class="quiet" id="filter-call-label">The call that comes of it</p>
          <pre tabindex="0" aria-labelledby="filter-call-label" data-call></pre>
          <p class="actions">
            <button class="button" type="button" data-use disabled>Put it into the question</button>
          </p>
          <p class="quiet" role="status" data-filter-status></p>
        </div>
      </details>`;
}
