import { displayName } from '../display-names.js';
import { buttonForm } from '../forms.js';
import { html } from '../html.js';
import { statusPill, useOf, workspaceHead } from './workspace-card.js';
/** The connections through Notion's own MCP server, and the button that makes one. */
export function hostedSection(workspaces, view) {
    const { paths, formToken } = view;
    return html `<h2>Notion’s own MCP server (hosted)</h2>
    <p>
      It searches the texts of pages by meaning and reaches the apps that you have connected to Notion. It
      acts as you: all that you can see in the workspace can be read through it. Notion wants a new sign-in
      after 180 days at the latest.
    </p>
    <ul class="plain">
      ${workspaces.map((workspace) => hostedItem(workspace, view))}
    </ul>
    <div class="actions">
      ${buttonForm({
        action: paths.connectHosted,
        text: 'Connect Notion’s own MCP server',
        look: 'button',
        formToken,
    })}
    </div>`;
}
function hostedItem(workspace, { paths, formToken, now }) {
    const { id, name, status, daysLeft } = workspace;
    const isLost = status === 'reconnect_needed';
    const shown = displayName(name, 'Unnamed workspace');
    return html `<li class="card">
    ${workspaceHead(workspace, statusPill(isLost, 'MCP connected'))}
    ${isLost ? html `<p>Notion has ended this access. Nothing can be asked through it until you reconnect it.</p>` : undefined}
    ${daysLeft === undefined ? undefined : html `<p><b>Expires in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}: reconnect.</b></p>`}
    <p class="quiet">${useOf(workspace, now)}</p>
    <div class="actions">
      ${buttonForm({
        action: paths.reconnectHosted(id),
        text: 'Reconnect to MCP',
        look: isLost || daysLeft !== undefined ? 'button main' : 'button',
        formToken,
    })}
      <a
        class="button bad"
        href="${paths.disconnect(id)}"
        aria-label="Disconnect Notion’s own MCP server from ${shown}"
        >Disconnect</a
      >
    </div>
  </li> `;
}
