import { changeFields } from './change-fields.js';
import { tokenField } from '../forms.js';
import { WRITE_FIELD } from './consent-form.js';
import { html, type Html } from '../html.js';
import { imitatedHost, isInternational, publisherOf } from '../known-publishers.js';
import { nameHtml, spokenName } from '../display-names.js';
import { pagesField, pagesProblem } from './pages-field.js';
import type { ChangeChoice, PagesProblem } from '../ports.js';
import { returnPlaceOf, type ReturnPlace } from '../return-place.js';
import type { WebPage } from '../send-page.js';
import { workspaceChoices, type WorkspaceChoice } from './workspace-choices.js';

/** The requesting app, as far as it is known. */
export interface ConsentClient {
  /** As the app names itself. */
  readonly name: string | null;
  /** Where the person is redirected afterwards; one of the registered redirect URIs. */
  readonly redirectUri: string;
  /**
   * Host whose https document describes the app (client ID metadata document): its owner made the app, but is not
   * identified by it. Null for an app that registered itself.
   */
  readonly vouchedBy: string | null;
}

/** What the consent page asks. */
export interface ConsentQuestion {
  readonly client: ConsentClient;
  readonly scopes: readonly ('notion:read' | 'notion:write')[];
  /** Whether the box for changes is ticked; there is one if the app asks to write. */
  readonly mayWrite?: boolean;
  /** What it may change then; all if absent. */
  readonly changes?: ChangeChoice | undefined;
  /** The person signed in at this browser; undefined if Notion has to identify them. */
  readonly person: { readonly name: string | null } | undefined;
  /** Workspaces that the person has connected. With none, Notion asks next. */
  readonly workspaces: readonly WorkspaceChoice[];
  /** Whether to offer connecting at Notion besides the connected workspaces. */
  readonly canConnectAnother: boolean;
  /** The pages to limit the app to, as shown in the field; empty for everything. */
  readonly pages: string;
  /** Path that the answer is posted to. */
  readonly action: string;
  readonly formToken: string;
  /** What was wrong with the previous answer. */
  readonly problem?: 'no_workspace' | PagesProblem | undefined;
}

/** Characters of a host that a heading shows; a longer one appears only in the card, in full. */
const MAX_HEADING_HOST_CHARACTERS = 40;

/**
 * The page before Notion's: without it, an app that registered itself could use the consent that Notion remembers for
 * this server (confused deputy). Its heading shows what cannot be forged, the place that the person is sent back to;
 * the app's self-chosen name is framed and attributed to the app.
 */
export function consentPage(question: ConsentQuestion): WebPage {
  const { client, person, workspaces, action, formToken, problem } = question;
  const place = returnPlaceOf(client.redirectUri);
  const heading = `Allow ${requesterHtml(place)} to ${verbOf(question)} your Notion?`;
  const hasChoice = workspaces.length > 0;
  return {
    status: problem === undefined ? 200 : 422,
    title: heading,
    kind: 'step',
    main: html`<h1>${heading}</h1>
      ${problem && problemHtml(problem)}
      <div class="card">
        <p class="quiet">Afterwards you are sent to</p>
        <p class="place"><bdi dir="ltr">${placeLine(place)}</bdi></p>
        <p>${identityLine(client, place)}</p>
        <p class="quiet">The app calls itself</p>
        ${spokenName(client.name, 'nothing')}
        <p class="quiet">The app chose this name. Nobody has checked it.</p>
      </div>
      ${warning(client, place)}
      <h2>If you allow it</h2>
      <ul class="can">
        ${abilities(question)}
      </ul>
      <form method="post" action="${action}">
        ${tokenField(formToken)}
        ${hasChoice ? workspaceChoices('Which workspaces?', workspaces) : html`<div class="note"><p>Next, Notion asks who you are and which pages to share. Nothing else can be read.</p></div>`}
        ${changesField(question)}${pagesField(question.pages, problem === 'no_workspace' ? undefined : problem)}
        <div class="actions wide">
          <button class="button main" name="decision" value="allow">
            ${hasChoice ? 'Allow' : 'Allow and continue to Notion'}
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

function problemHtml(problem: 'no_workspace' | PagesProblem): Html {
  return problem === 'no_workspace'
    ? html`<div class="note bad" role="alert"><p>Choose at least one workspace, or don’t allow it.</p></div>`
    : pagesProblem(problem);
}

/** Contains no text from the app. */
function requesterHtml(place: ReturnPlace): string {
  switch (place.kind) {
    case 'site':
      return place.host.length > MAX_HEADING_HOST_CHARACTERS ? 'a website' : place.host;
    case 'computer':
      return 'a program on this computer';
    case 'scheme':
      return 'a program on this device';
  }
}

function verbOf({ scopes }: ConsentQuestion): string {
  return scopes.includes('notion:write') ? 'read and change' : 'read';
}

function abilities({ scopes, workspaces }: ConsentQuestion): Html {
  const shared =
    workspaces.length === 0 ? 'the pages that you share' : 'the shared pages of the chosen workspaces';
  const changes = scopes.includes('notion:write')
    ? html`<li>
        It can create and change pages there, if you tick the box below; every change can be undone
      </li>`
    : html`<li class="not">It cannot change or delete anything</li>`;
  return html`<li>It can search and read ${shared}, with databases, comments and people’s names</li>
    ${changes}
    <li class="not">It does not get your Notion password or Notion’s keys to your workspace</li>`;
}

/** A box of its own: allowing an app to read must not let it write as well. */
function changesField({ scopes, mayWrite = false, changes, problem }: ConsentQuestion): Html | undefined {
  if (!scopes.includes('notion:write')) {
    return undefined;
  }
  const checked = mayWrite ? html` checked` : html``;
  return html`<fieldset>
      <legend>And changes?</legend>
      <label class="choice"
        ><input type="checkbox" name="${WRITE_FIELD}" value="yes" ${checked} /><span
          >It may create and change pages there</span
        ></label
      >
    </fieldset>
    ${changeFields(changes, problem === 'no_workspace' ? undefined : problem)}`;
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
    case 'site': {
      const publisher = confirmedPublisher(vouchedBy, place.host);
      return publisher === undefined
        ? html`This is a website.`
        : html`<span class="pill">Confirmed</span> This address belongs to ${publisher}, and the app is
            ${publisher}’s own.`;
    }
  }
}

/** The app's publisher, if known to own both the host that describes the app and the redirect host. */
function confirmedPublisher(vouchedBy: string | null, host: string): string | undefined {
  const publisher = publisherOf(host);
  return publisher !== undefined && publisherOf(vouchedBy ?? '') === publisher ? publisher : undefined;
}

/** A warning to show before consent; none for a known publisher. */
function warning({ vouchedBy }: ConsentClient, place: ReturnPlace): Html | undefined {
  if (place.kind !== 'site') {
    return html`<div class="note warn" role="note">
      <p>
        Any program on this device could ask like this, under any name. Allow it only if you have
        <b>just begun to connect it yourself</b>.
      </p>
    </div>`;
  }
  if (confirmedPublisher(vouchedBy, place.host) !== undefined) {
    return undefined;
  }
  const imitated = imitatedHost(place.host);
  return html`<div class="note warn" role="note">
    ${imitated && html`<p><b>This is not ${imitated}.</b> It only looks like it.</p>`}
    ${isInternational(place.host) ? html`<p>The address uses letters of another alphabet (“xn--”), often used to imitate another address.</p>` : undefined}
    <p>
      Anyone can ask like this, under any name. Allow it only if you trust
      <b><bdi dir="ltr">${place.host}</bdi></b> and have just begun to connect it yourself.
    </p>
  </div>`;
}
