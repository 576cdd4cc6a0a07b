import { buttonForm } from '../forms.js';
import { html, type Html } from '../html.js';
import { nameHtml, displayName, switchedNote } from '../display-names.js';
import { statusPill, useOf, workspaceHead } from './workspace-card.js';
import { creatorHtml } from './link-page.js';
import type {
  ConnectedApp,
  ConnectedWorkspace,
  HostedWorkspace,
  RecentChange,
  WorkspaceInOtherSpace,
} from '../ports.js';
import { hostedSection } from './hosted-section.js';
import { recentChanges } from './recent-changes.js';
import { placeText, returnPlaceOf } from '../return-place.js';
import type { SitePaths } from '../site-paths.js';
import type { WebPage } from '../send-page.js';
import { whenHtml } from '../relative-time.js';

/** The action just completed, reported at the top of the page. */
const completedTexts = {
  connected: 'Your workspace is connected.',
  hosted: 'MCP connected: your workspace is connected through Notion’s own MCP server.',
  disconnected: 'The workspace is disconnected. No app can read it here any more.',
  removed: 'The app is removed. It can no longer read anything.',
  saved: 'Saved. It applies from the app’s next request.',
  stopped: 'The app can no longer change anything. It still reads what you allowed.',
  undone: 'The change is undone.',
} as const;
export type CompletedAction = keyof typeof completedTexts | 'switched';

/** Whether a query value names a completed action. */
export function isCompletedAction(text: unknown): text is CompletedAction {
  return text === 'switched' || (typeof text === 'string' && Object.hasOwn(completedTexts, text));
}

/** What the page of connections shows. */
interface ConnectionsView {
  readonly paths: SitePaths;
  readonly personName: string | null;
  readonly formToken: string;
  readonly workspaces: readonly ConnectedWorkspace[];
  /** Through Notion's own MCP server; undefined where that is off. */
  readonly hosted?: readonly HostedWorkspace[] | undefined;
  /** Connections in other spaces that use the person's authorization. */
  readonly elsewhere: readonly WorkspaceInOtherSpace[];
  readonly apps: readonly ConnectedApp[];
  /** Undefined where nothing can be changed. */
  readonly changes?: readonly RecentChange[] | undefined;
  readonly now: Date;
  readonly done?: CompletedAction | undefined;
}

/** Everything that a person has connected and allowed. */
export function connectionsPage(view: ConnectionsView): WebPage {
  const { paths, personName, formToken, workspaces, elsewhere, apps, changes, now, done } = view;
  const hasNone = workspaces.length === 0;
  return {
    status: 200,
    title: 'Your connections',
    kind: 'site',
    paths,
    main: html`<h1>Your connections</h1>
      ${done && html`<div class="note" role="status"><p>${done === 'switched' ? switchedNote(personName) : completedTexts[done]}</p></div>`}
      <div class="who">
        <p class="quiet">Signed in as ${nameHtml(personName, 'a Notion user')}</p>
        ${buttonForm({ action: paths.signOut, text: 'Sign out', look: 'button', formToken })}
      </div>
      <h2>Workspaces</h2>
      ${
        hasNone
          ? html`<div class="card">
              <p>
                No workspace is connected yet. Notion asks you which pages to share; nothing else can be read.
              </p>
            </div>`
          : html`<ul class="plain">
              ${workspaces.map((workspace) => workspaceItem(workspace, view))}
            </ul>`
      }
      <div class="actions">
        ${buttonForm({
          action: paths.connect,
          text: hasNone ? 'Connect a workspace' : 'Connect another workspace',
          look: hasNone ? 'button main' : 'button',
          formToken,
        })}
      </div>
      ${view.hosted && hostedSection(view.hosted, view)}
      <h2>Apps that may read them</h2>
      ${
        apps.length === 0
          ? html`<div class="card">
              <p>No app has asked yet. Give one the address of this server, and it appears here.</p>
              <p class="actions"><a class="button" href="${paths.home}">How to attach an app</a></p>
            </div>`
          : html`<ul class="plain">
              ${apps.map((app) => appItem(app, view))}
            </ul>`
      }
      ${
        elsewhere.length === 0
          ? undefined
          : html`<h2>Spaces that read your Notion</h2>
              <p>
                You allowed these at Notion by a link. Disconnect any that you do not recognize or no longer
                want.
              </p>
              <ul class="plain">
                ${elsewhere.map((one) => elsewhereItem(one, view))}
              </ul>`
      }
      ${changes && recentChanges(changes, { paths, formToken, now })}
      <h2>If something looks wrong</h2>
      <p>
        Signing out everywhere ends your sessions in all browsers and the access of all apps. Your workspaces
        stay connected.
      </p>
      <div class="actions">
        <a class="button bad" href="${paths.signOutEverywhere}">Sign out everywhere</a>
      </div>`,
  };
}

const headings = {
  never: 'See what you have connected',
  here: 'You are signed out',
  everywhere: 'You are signed out everywhere',
} as const;
const signOutTexts = {
  here: 'Apps that you have allowed keep working.',
  everywhere: 'No browser or app can act for you here any more. Apps ask you again when you next use them.',
} as const;

/** The page without a session. */
export function signInPage({
  paths,
  formToken,
  signedOut,
}: {
  readonly paths: SitePaths;
  readonly formToken: string;
  /** What the person has just signed out of, if anything. */
  readonly signedOut: 'here' | 'everywhere' | undefined;
}): WebPage {
  return {
    status: 200,
    title: 'Sign in',
    kind: 'site',
    paths,
    main: html`<h1>${headings[signedOut ?? 'never']}</h1>
      ${signedOut && html`<div class="note" role="status"><p>${signOutTexts[signedOut]}</p></div>`}
      <p class="lead">
        Notion tells this server who you are, and asks you which pages to share. There is no password here.
      </p>
      <div class="actions">
        ${buttonForm({ action: paths.connect, text: 'Continue with Notion', look: 'button main', formToken })}
      </div>`,
  };
}

function workspaceItem(
  workspace: ConnectedWorkspace,
  { paths, formToken, apps, now }: ConnectionsView,
): Html {
  const { id, name, status } = workspace;
  const isLost = status === 'reconnect_needed';
  const readers = apps.filter(({ workspaceIds }) => workspaceIds.includes(id));
  const shown = displayName(name, 'Unnamed workspace');
  return html`<li class="card">
    ${workspaceHead(workspace, statusPill(isLost, 'Connected'))}
    ${isLost ? html`<p>Notion has ended this access. Apps cannot read the workspace until you reconnect it.</p>` : undefined}
    <p class="quiet">
      ${useOf(workspace, now)}<br />
      ${readers.length === 0 ? 'No app may read it' : html`May be read by ${nameList(readers)}`}
    </p>
    <div class="actions">
      ${buttonForm({ action: paths.reconnect(id), text: 'Reconnect', look: isLost ? 'button main' : 'button', formToken })}
      <a class="button bad" href="${paths.disconnect(id)}" aria-label="Disconnect ${shown}">Disconnect</a>
    </div>
  </li> `;
}

function elsewhereItem(workspace: WorkspaceInOtherSpace, { paths, now }: ConnectionsView): Html {
  const { id, name, status, spaceId, creator } = workspace;
  const shown = displayName(name, 'Unnamed workspace');
  return html`<li class="card">
    ${workspaceHead(workspace, html`in the space <b><bdi dir="ltr">${spaceId}</bdi></b>`)}
    ${status === 'reconnect_needed' ? html`<p>Notion has ended this access; nothing can be read by it now.</p>` : undefined}
    <p class="quiet">${useOf(workspace, now)}, by a link made by</p>
    ${creatorHtml(creator)}
    <div class="actions">
      <a
        class="button bad"
        href="${paths.disconnect(id)}"
        aria-label="Disconnect ${shown} from the space ${spaceId}"
        >Disconnect</a
      >
    </div>
  </li> `;
}

function appItem(app: ConnectedApp, { paths, formToken, workspaces, now }: ConnectionsView): Html {
  const { id, name, redirectUri, workspaceIds, pages, mayChange, changedIds, allowedAt, lastUsedAt } = app;
  const readable = workspaces.filter((workspace) => workspaceIds.includes(workspace.id));
  const changeable = changedIds && readable.filter((workspace) => changedIds.includes(workspace.id));
  const shown = displayName(name, 'Unnamed app');
  return html`<li class="card">
    <h3>${nameHtml(name, 'Unnamed app')}</h3>
    <p class="quiet">Belongs to ${placeText(returnPlaceOf(redirectUri))}</p>
    <p>
      ${readable.length === 0 ? 'May read no workspace at the moment' : html`May read ${nameList(readable)}${keptTo(pages)}`}
    </p>
    ${mayChange ? html`<p>${changeable === undefined || readable.length === 0 ? (readable.length === 0 ? 'May change what you let it read' : 'May also change them') : html`May also change ${changeable.length === 0 ? 'none of them' : nameList(changeable)}`}</p>` : undefined}
    <p class="quiet">
      ${lastUsedAt === null ? 'Not used yet' : html`Last used ${whenHtml(lastUsedAt, now)}`} · Allowed
      ${whenHtml(allowedAt, now)}
    </p>
    <div class="actions">
      <a class="button" href="${paths.app(id)}" aria-label="Change what ${shown} may read">Change</a>
      ${mayChange ? buttonForm({ action: paths.stopChanges(id), text: 'Only let it read', look: 'button', formToken }) : undefined}
      <a class="button bad" href="${paths.removeApp(id)}" aria-label="Remove ${shown}">Remove</a>
    </div>
  </li> `;
}

/** How much of the workspaces the app may read. */
function keptTo(pages: readonly string[] | null): string {
  if (pages === null) {
    return '';
  }
  return pages.length === 1
    ? ': one page or database, with everything below it'
    : `: ${pages.length} pages and databases, with everything below them`;
}

function nameList(named: readonly { readonly name: string | null }[]): readonly Html[] {
  return named.map(({ name }, index) => html`${index === 0 ? '' : ', '}${nameHtml(name, 'an unnamed one')}`);
}
