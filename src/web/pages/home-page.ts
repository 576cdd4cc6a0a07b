import { attachGuides, type AttachGuide } from './attach-guides.js';
import { html, type Html } from '../html.js';
import { returnPlaceOf } from '../return-place.js';
import type { SitePaths } from '../site-paths.js';
import type { WebPage } from '../send-page.js';

/** What the operator has turned on, as far as people have to know it. */
interface HomeFacts {
  /** Whether apps may ask to change pages. */
  readonly makesChanges?: boolean;
  /** Whether texts of pages are kept for search. */
  readonly keepsIndex?: boolean;
}

/** What this server is, and how to attach each app to it. */
export function homePage(
  mcpUrl: string,
  paths: SitePaths,
  { makesChanges = false, keepsIndex = false }: HomeFacts = {},
): WebPage {
  const isOnThisComputer = returnPlaceOf(mcpUrl).kind === 'computer';
  return {
    status: 200,
    hasCopyButtons: true,
    title: 'Notion for your AI apps',
    kind: 'site',
    paths,
    main: html`<h1>Let your AI apps read your Notion</h1>
      <p class="lead">
        Give an app this address. It asks you once which workspaces it may read, and finds pages, databases
        and answers for you.
        ${makesChanges ? 'It changes something only if you allow that too.' : 'It cannot change anything.'}
      </p>
      <pre class="address" tabindex="0" aria-label="Address of this server">${mcpUrl}</pre>
      <noscript><p class="quiet">Click a text to select all of it, then copy it.</p></noscript>
      ${isOnThisComputer ? html`<div class="note"><p>This server runs on your own computer. Apps on the internet cannot reach it.</p></div>` : undefined}
      <h2>How to attach your app</h2>
      ${attachGuides(mcpUrl).map((guide) => guideHtml(guide, isOnThisComputer))}
      <h2>What happens with your data</h2>
      <ul class="can">
        <li>Apps read only pages that you share with this server in Notion’s own dialogue</li>
        <li>Your apps never get Notion’s keys to your workspace; they are kept encrypted here</li>
        <li>${keptText(makesChanges, keepsIndex, paths.chat !== undefined)}</li>
        <li>You can see and end every access under <a href="${paths.connections}">Connections</a></li>
      </ul>`,
  };
}

/** What of the contents of pages stays here. An index is encrypted in SQLite alone, so that nothing is said of it. */
function keptText(makesChanges: boolean, keepsIndex: boolean, hasChat: boolean): string {
  const kept = [
    ...(keepsIndex ? ['the texts of pages, for search'] : []),
    ...(makesChanges ? ['what a change replaced, encrypted, for undoing it'] : []),
    ...(hasChat ? ['your conversations with what they read, encrypted'] : []),
  ];
  return kept.length === 0
    ? 'Page contents are passed on to the app that asks, and are not stored on disk'
    : `Page contents are passed on to the app that asks; kept here: ${kept.join('; ')}`;
}

function guideHtml({ name, isHosted, steps, link, settings }: AttachGuide, isOnThisComputer: boolean): Html {
  return html`<details name="app">
    <summary><h3>${name}</h3></summary>
    <div>
      ${isHosted && isOnThisComputer ? html`<p class="note warn">It calls this server from the internet and cannot reach this address.</p>` : undefined}
      <ol>
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      ${link && html`<p class="actions"><a class="button main" href="${link.href}">${link.text}</a></p>`}
      ${settings.map(
        ({ label, text }) =>
          html`<p class="quiet">${label}</p>
            <pre tabindex="0" aria-label="${name}: ${label}">${text}</pre>`,
      )}
    </div>
  </details> `;
}
