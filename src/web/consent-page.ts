import { tokenField } from './forms.js';
import { html, type Html } from './html.js';
import { nameHtml, shownName } from './names.js';
import { returnPlaceOf, type ReturnPlace } from './return-place.js';
import type { WebPage } from './web-page.js';
import { workspaceChoices, type WorkspaceChoice } from './workspace-choices.js';

/** Who asks, as far as it is known. */
export interface ConsentClient {
  /** As the app names itself. */
  readonly name: string | null;
  /** Where the person goes afterwards; one of the registered ones. */
  readonly redirectUri: string;
  /**
   * Host whose https document describes the app (client ID metadata document): that host says who the app is. Null for an
   * app that registered itself, whose name nobody has checked.
   */
  readonly vouchedBy: string | null;
}

/** What the consent page asks. */
export interface ConsentQuestion {
  readonly client: ConsentClient;
  readonly scopes: readonly ('notion:read' | 'notion:write')[];
  /** The person that this browser is known as; undefined if Notion has to tell. */
  readonly person: { readonly name: string | null } | undefined;
  /** Workspaces that the person has connected. With none, Notion asks next. */
  readonly workspaces: readonly WorkspaceChoice[];
  /** Whether to offer the way to Notion beside the connected workspaces. */
  readonly canConnectAnother: boolean;
  /** Path that the answer is posted to. */
  readonly action: string;
  readonly formToken: string;
  /** What was wrong with the answer before. */
  readonly problem?: 'no_workspace' | undefined;
}

/**
 * The page before Notion's: without it, an app that registered itself could use the consent that Notion remembers for
 * this server (confused deputy). So it names what cannot be made up, the place that the person is sent back to, as
 * plainly as the name that can.
 */
export function consentPage(question: ConsentQuestion): WebPage {
  const { client, person, workspaces, action, formToken, problem } = question;
  const name = shownName(client.name, 'An unnamed app');
  const place = returnPlaceOf(client.redirectUri);
  const hasChoice = workspaces.length > 0;
  return {
    status: problem === undefined ? 200 : 422,
    title: `Allow ${name} to read Notion?`,
    kind: 'step',
    main: html`<h1>Allow ${nameHtml(client.name, 'an unnamed app')} to ${verbOf(question)} your Notion?</h1>
      ${problem && html`<div class="note bad" role="alert"><p>Choose at least one workspace, or don’t allow it.</p></div>`}
      <div class="card">
        <p class="quiet">Afterwards you are sent to</p>
        <p class="place"><bdi dir="ltr">${placeLine(place)}</bdi></p>
        <p>${identityLine(client, place)}</p>
      </div>
      ${warning(client, place)}
      <h2>If you allow it</h2>
      <ul class="can">
        ${abilities(question)}
      </ul>
      <form method="post" action="${action}">
        ${tokenField(formToken)}
        ${hasChoice ? workspaceChoices('Which workspaces?', workspaces) : html`<div class="note"><p>Next, Notion asks who you are and which pages to share. Nothing else can be read.</p></div>`}
        <div class="actions wide">
          <button class="button main" name="decision" value="allow">
            ${hasChoice ? 'Allow' : 'Allow and go on to Notion'}
          </button>
          <button class="button" name="decision" value="deny">Don’t allow</button>
          ${question.canConnectAnother && hasChoice ? html`<button class="button row" name="decision" value="connect">Connect another workspace first</button>` : undefined}
        </div>
      </form>
      <p class="quiet">
        ${person && html`You are signed in as ${nameHtml(person.name, 'a Notion user')}.`} What you allow here
        you can end at any time, on this server’s page “Connections”.
      </p>`,
  };
}

function verbOf({ scopes }: ConsentQuestion): string {
  return scopes.includes('notion:write') ? 'read and change' : 'read';
}

function abilities({ scopes, workspaces }: ConsentQuestion): Html {
  const shared =
    workspaces.length === 0 ? 'the pages that you share' : 'the shared pages of the chosen workspaces';
  const changes = scopes.includes('notion:write')
    ? html`<li>It can create and change pages there</li>`
    : html`<li class="not">It cannot change or delete anything</li>`;
  return html`<li>It can search and read ${shared}, with databases, comments and people’s names</li>
    ${changes}
    <li class="not">It does not get your Notion password or Notion’s keys to your workspace</li>`;
}

function placeLine(place: ReturnPlace): string {
  return place.kind === 'scheme' ? place.beginning : place.host;
}

function identityLine({ vouchedBy }: ConsentClient, place: ReturnPlace): Html {
  switch (place.kind) {
    case 'computer':
      return html`This is a program on the computer you are using now.`;
    case 'scheme':
      return html`This opens a program on the device you are using now.`;
    case 'site':
      return vouchedBy === place.host
        ? html`<span class="pill">Confirmed</span> ${place.host} itself says that this is its app.`
        : html`This is a website.`;
  }
}

/** What a person should know before trusting the name; nothing where the place and the name are the same party's. */
function warning({ name, vouchedBy }: ConsentClient, place: ReturnPlace): Html | undefined {
  const app = nameHtml(name, 'the app');
  if (place.kind === 'site') {
    if (vouchedBy === place.host) {
      return undefined;
    }
    return html`<div class="note warn" role="note">
      <p>
        The name “${app}” was chosen by the app itself. Allow it only if you trust
        <b><bdi dir="ltr">${place.host}</bdi></b> and have just begun to connect it yourself.
      </p>
    </div>`;
  }
  return html`<div class="note warn" role="note">
    <p>
      Any program on this device could call itself “${app}”. Allow it only if you have
      <b>just begun to connect it yourself</b>.
    </p>
  </div>`;
}
