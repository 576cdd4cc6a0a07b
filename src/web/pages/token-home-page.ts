import { html } from '../html.js';
import type { WebPage } from '../send-page.js';

/** The page for people of a server with a token: there is nothing to sign in to, so it says how a program is attached. */
export function tokenHomePage(mcpUrl: string, needsToken: boolean): WebPage {
  const header = needsToken ? ' --header "Authorization: Bearer $MCP_AUTH_TOKEN"' : '';
  const settings = {
    mcpServers: {
      notion: {
        type: 'http',
        url: mcpUrl,
        ...(needsToken ? { headers: { Authorization: 'Bearer <MCP_AUTH_TOKEN>' } } : {}),
      },
    },
  };
  return {
    status: 200,
    hasCopyButtons: true,
    title: 'Notion for your AI apps',
    kind: 'step',
    main: html`<h1>This server reads one Notion workspace</h1>
      <p class="lead">
        ${needsToken ? 'Programs that have its token reach it at this address.' : 'Programs on this computer reach it at this address.'}
      </p>
      <pre class="address" tabindex="0" aria-label="Address of this server">${mcpUrl}</pre>
      <noscript><p class="quiet">Click a text to select all of it, then copy it.</p></noscript>
      ${needsToken ? html`<p>The token is the MCP_AUTH_TOKEN that the server was started with; its operator has it.</p>` : undefined}
      <h2>How to attach a program</h2>
      <p class="quiet">Claude Code</p>
      <pre tabindex="0" aria-label="Claude Code">
claude mcp add --transport http notion ${mcpUrl}${header}</pre>
      <p class="quiet">Settings of other clients</p>
      <pre tabindex="0" aria-label="Settings of other clients">
${JSON.stringify(settings, undefined, 2)}</pre>`,
  };
}
