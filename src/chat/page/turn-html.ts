import { html, type Html } from '../../web/html.js';
import { nameHtml, workspaceTile } from '../../web/display-names.js';
import { revealInvisible } from '../../text/invisible.js';
import type { ChatToolCall } from '../chat-event.js';
import { answerHtml } from './answer-html.js';
import { readAnswer } from './read-answer.js';
import type { ShownTurn, ShownWorkspace } from './view.js';

/** Characters of a tool's arguments and of its answer that the page shows. */
const MAX_SHOWN_CHARACTERS = 20_000;

/** A question, the calls that were made for it, and the answer. */
export function turnHtml(turn: ShownTurn, workspaces: readonly ShownWorkspace[]): Html {
  return html`<li class="turn">
    ${askedHtml(turn.question)}
    <div class="reply">
      ${turn.toolCalls.map((call) => callHtml(call, workspaces))} ${answerHtml(readAnswer(turn.response))}
      ${turn.ended === undefined ? undefined : html`<p class="note warn">${turn.ended}</p>`}
      ${turn.serversUsed.length === 0 ? undefined : usedHtml(turn.serversUsed, workspaces)}
    </div>
  </li> `;
}

/** A question that another page is getting the answer to. `here`: where there will be more of it. */
export function answeringHtml(question: string, here: string): Html {
  return html`<li class="turn">
    ${askedHtml(question)}
    <div class="reply">
      <p class="note" data-answering>
        This is being answered on another page. What there is of it stands here when it is over.
        <a href="${here}">Look again</a>
      </p>
    </div>
  </li> `;
}

function askedHtml(question: string): Html {
  return html`<div class="ask">
    <span class="hidden">You asked:</span>
    <p>${question}</p>
  </div>`;
}

function callHtml(call: ChatToolCall, workspaces: readonly ShownWorkspace[]): Html {
  const { tool, server, failed, seconds } = call;
  return html`<details class="call">
    <summary>
      ${serverTile(server, workspaces)}
      <span class="what"
        ><code>${tool}</code> <span class="quiet">${serverLabel(server, workspaces)}</span></span
      >
      <span class="${failed ? 'pill bad' : 'pill'}">${failed ? 'Failed' : `${seconds.toFixed(1)} s`}</span>
    </summary>
    <div>
      <p class="quiet">Arguments</p>
      <pre tabindex="0">${shown(JSON.stringify(call.arguments, null, 2))}</pre>
      <p class="quiet">${failed ? 'Why it failed' : 'Answer'}</p>
      <pre tabindex="0">${shown(call.result)}</pre>
    </div>
  </details> `;
}

function usedHtml(servers: readonly string[], workspaces: readonly ShownWorkspace[]): Html {
  return html`<p class="used">
    <span class="quiet">Used</span>
    ${servers.map((server) => html`<span class="pill">${serverLabel(server, workspaces)}</span> `)}
  </p>`;
}

/** A workspace's name, or that of another server. */
function serverLabel(server: string, workspaces: readonly ShownWorkspace[]): Html {
  const workspace = workspaces.find(({ serverName }) => serverName === server);
  return workspace === undefined ? html`${server}` : nameHtml(workspace.name, 'Unnamed workspace');
}

function serverTile(server: string, workspaces: readonly ShownWorkspace[]): Html {
  const workspace = workspaces.find(({ serverName }) => serverName === server);
  return workspaceTile(workspace?.icon ?? null, workspace?.name ?? server);
}

function shown(text = ''): string {
  const cut = text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
  return revealInvisible(cut);
}
