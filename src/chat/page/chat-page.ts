import { displayName, nameHtml, switchedNote, tileText } from '../../web/display-names.js';
import { tokenField } from '../../web/forms.js';
import { html, type Html } from '../../web/html.js';
import type { WebPage } from '../../web/send-page.js';
import type { SitePaths } from '../../web/site-paths.js';
import { CHAT_STYLE } from './chat-style.js';
import { composer } from './composer.js';
import { side } from './side.js';
import { answeringHtml, turnHtml } from './turn-html.js';
import type { ChatView } from './view.js';

const doneTexts = {
  connected: 'Your workspace is connected. Ask away.',
  deleted: 'The conversation is deleted.',
} as const;

/** The conversation of a signed-in person. */
export function chatPage(view: ChatView): WebPage {
  const { paths, personName, workspaces, conversation, chatPath, apiPath, answering, refused, done } = view;
  const turns = conversation?.turns ?? [];
  return {
    status: 200,
    title: 'Chat',
    kind: 'site',
    paths,
    style: CHAT_STYLE,
    script: view.scriptPath,
    main: html`<div
      class="chat"
      data-chat="${chatPath}"
      data-api="${apiPath}"
      data-conversation="${conversation?.id ?? ''}"
      data-names="${JSON.stringify(namesOf(view))}"
    >
      <section class="talking" aria-label="Conversation">
        <header class="intro">
          <h1>Ask your workspaces</h1>
          <p class="quiet">
            Signed in as ${nameHtml(personName, 'a Notion user')}
            <span class="to-side"><a href="#side">Workspaces and conversations</a></span>
          </p>
        </header>
        ${done && html`<div class="note" role="status" data-done><p>${done === 'switched' ? switchedNote(personName) : doneTexts[done]}</p></div>`}
        <ol class="plain turns" data-turns>
          ${turns.map((turn) => turnHtml(turn, workspaces))}
          ${answering === undefined ? undefined : answeringHtml(answering, addressOf(view))}
        </ol>
        ${turns.length === 0 && answering === undefined ? welcome(view) : undefined}
        <p class="hidden" role="status" data-status-line></p>
        ${refused && html`<div class="note bad" role="alert" id="refused"><p>${refused.text}</p></div>`}
        <noscript
          ><p class="quiet">
            Without scripts an answer comes as a whole, and nothing can be changed in Notion.
          </p></noscript
        >
        ${composer(view)}
      </section>
      ${side(view)}
    </div>`,
  };
}

function addressOf({ chatPath, conversation }: ChatView): string {
  return `${chatPath}?${new URLSearchParams({ conversation: conversation?.id ?? '' }).toString()}`;
}

/** What a conversation begins with. */
function welcome({ workspaces, otherServers }: ChatView): Html {
  return html`<div class="welcome" data-welcome>
    <p class="lead">
      ${workspaces.length === 0 && otherServers.length === 0 ? 'Connect a workspace, then ask about what is in it.' : 'Ask across everything that is connected. You see every call that is made, and nothing is changed without your yes.'}
    </p>
    <ul class="plain examples">
      ${[
        'Which databases do I have?',
        'What is in progress, and who is on it?',
        'Summarize what was edited last.',
      ].map(
        (text) => html`<li><button class="button" type="button" data-example hidden>${text}</button></li> `,
      )}
    </ul>
  </div>`;
}

/** For the script: what each server is called, and what stands in its square. */
function namesOf({ workspaces }: ChatView): Readonly<Record<string, readonly [string, string]>> {
  return Object.fromEntries(
    workspaces.map(({ serverName, name, icon }) => [
      serverName,
      [displayName(name, 'Unnamed workspace'), tileText(icon, name)],
    ]),
  );
}

/** The page of the chat for somebody who is not signed in, and the one that begins a connection. */
export function chatSignInPage(paths: SitePaths, formToken: string, isSignedIn: boolean): WebPage {
  return {
    status: 200,
    title: isSignedIn ? 'Connect a workspace' : 'Sign in',
    kind: 'site',
    paths,
    main: html`<h1>${isSignedIn ? 'Connect a Notion workspace' : 'Ask your workspaces'}</h1>
      <p class="lead">
        ${isSignedIn ? 'Notion asks you which pages to share. Nothing else can be read.' : 'Connect Notion, then ask about what is in it. Notion tells this server who you are, and asks you which pages to share.'}
      </p>
      <div class="actions">
        <form method="post" action="${paths.connect}">
          ${tokenField(formToken)}<input type="hidden" name="to" value="chat" />
          <button class="button main">Continue with Notion</button>
        </form>
      </div>`,
  };
}
