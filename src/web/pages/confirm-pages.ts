import { buttonForm } from '../forms.js';
import { html, type Html } from '../html.js';
import { nameHtml, displayName } from '../display-names.js';
import type { ConnectedApp, ConnectedWorkspace, WorkspaceInOtherSpace } from '../ports.js';
import type { SitePaths } from '../site-paths.js';
import type { WebPage } from '../send-page.js';

/** Asks for confirmation before a workspace is disconnected. */
export function disconnectPage(
  paths: SitePaths,
  formToken: string,
  { id, name, spaceId }: ConnectedWorkspace & Partial<Pick<WorkspaceInOtherSpace, 'spaceId'>>,
): WebPage {
  return confirmationPage(paths, {
    title: `Disconnect ${displayName(name, 'this workspace')}?`,
    heading: html`Disconnect ${nameHtml(name, 'this workspace')}?`,
    text:
      spaceId !== undefined
        ? `The space ${spaceId} can no longer read it, from this moment on. Your pages in Notion stay as they are, and what you have connected yourself stays connected.`
        : 'No app can read it through this server any more. Your pages in Notion stay as they are, and you can connect it again at any time.',
    action: paths.disconnect(id),
    button: 'Disconnect',
    formToken,
  });
}

/** Asks for confirmation before an app's permission is revoked. */
export function removeAppPage(paths: SitePaths, formToken: string, { id, name }: ConnectedApp): WebPage {
  return confirmationPage(paths, {
    title: `Remove ${displayName(name, 'this app')}?`,
    heading: html`Remove ${nameHtml(name, 'this app')}?`,
    text: 'It can no longer read your workspaces, from this moment on. The workspaces stay connected for your other apps. If you attach the app again, it has to ask you again.',
    action: paths.removeApp(id),
    button: 'Remove',
    formToken,
  });
}

/** Asks for confirmation before all sessions and app permissions of the person are ended. */
export function signOutEverywherePage(paths: SitePaths, formToken: string): WebPage {
  return confirmationPage(paths, {
    title: 'Sign out everywhere?',
    heading: html`Sign out everywhere?`,
    text: 'You are signed out here in every browser, and every app loses its access at once, on all your devices. Apps that you keep using ask you again. Your workspaces stay connected.',
    action: paths.signOutEverywhere,
    button: 'Sign out everywhere',
    formToken,
  });
}

function confirmationPage(
  paths: SitePaths,
  question: {
    readonly title: string;
    readonly heading: Html;
    readonly text: string;
    readonly action: string;
    readonly button: string;
    readonly formToken: string;
  },
): WebPage {
  const { title, heading, text, action, button, formToken } = question;
  return {
    status: 200,
    title,
    kind: 'site',
    paths,
    main: html`<p class="state bad" aria-hidden="true">!</p>
      <h1>${heading}</h1>
      <p>${text}</p>
      <div class="actions">
        ${buttonForm({ action, text: button, look: 'button main bad', formToken })}
        <a class="button" href="${paths.connections}">Cancel</a>
      </div>`,
  };
}
