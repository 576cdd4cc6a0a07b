import { nameHtml, workspaceTile } from '../display-names.js';
import { html } from '../html.js';
import { whenHtml } from '../relative-time.js';
/** The head of the card of a workspace: its picture and its name, above how it stands or where it is. */
export function workspaceHead({ name, icon }, below) {
    return html `<div class="head">
    ${workspaceTile(icon, name)}
    <div>
      <h3>${nameHtml(name, 'Unnamed workspace')}</h3>
      <p>${below}</p>
    </div>
  </div>`;
}
/** Whether the access works. */
export function statusPill(isLost, working) {
    return isLost
        ? html `<span class="pill warn">Needs you to reconnect</span>`
        : html `<span class="pill">${working}</span>`;
}
/** When a workspace was used last, and connected. */
export function useOf({ lastUsedAt, connectedAt }, now) {
    return html `${lastUsedAt === null ? 'Not used yet' : html `Last used ${whenHtml(lastUsedAt, now)}`} ·
  Connected ${whenHtml(connectedAt, now)}`;
}
