// The script of the chat's page: streams answers, asks before changes, stops. Every text becomes text, never markup.
import { startAnswer } from './answer-view.js';
import { answered, refreshConversations } from './conversations.js';
import { eventsOf } from './events.js';
import { startFilterBuilder } from './filter.js';
import { post } from './post.js';

const root = /** @type {HTMLElement} */ (document.querySelector('[data-chat]'));
const { api = '', chat = '' } = root.dataset;
/** @type {Record<string, [string, string]>} */
const names = JSON.parse(root.dataset['names'] ?? '{}');
const form = /** @type {HTMLFormElement} */ (root.querySelector('[data-composer]'));
const message = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('message'));
const askButton = /** @type {HTMLButtonElement} */ (form.querySelector('[data-ask]'));
const stopButton = /** @type {HTMLButtonElement} */ (form.querySelector('[data-stop]'));
const turns = /** @type {HTMLElement} */ (root.querySelector('[data-turns]'));
const talking = /** @type {HTMLElement} */ (form.parentElement);
const statusLine = /** @type {HTMLElement} */ (root.querySelector('[data-status-line]'));
let conversationId = root.dataset['conversation'] ?? '';
/** @type {AbortController | undefined} */
let running;

/** @param {string} text */
function say(text) {
  statusLine.textContent = text;
}

/**
 * @param {number} status
 * @param {{ message?: string, unknown?: string }} refused
 */
function refusalOf(status, { message: told, unknown }) {
  if (status === 401) {
    return 'Your session has ended. Sign in again in another tab, then send the question again.';
  }
  // The page is older than what is connected, or than who is signed in.
  return status === 404 && unknown === undefined
    ? 'A workspace is not connected any more, or somebody else has signed in here. Reload the page.'
    : (told ?? 'The server does not answer at the moment.');
}

/** How far the end of the conversation, with the composer, is below the window's end, in pixels. Above it on a phone, too. */
function fromEnd() {
  return talking.getBoundingClientRect().bottom - innerHeight;
}

/** Shows the end of the conversation. */
function follow() {
  scrollBy(0, fromEnd());
}

async function ask() {
  const text = message.value.trim();
  if (text === '' || running !== undefined) {
    return;
  }
  running = new AbortController();
  message.value = '';
  askButton.disabled = true;
  stopButton.hidden = false;
  say('Answering');
  root.querySelector('[data-welcome]')?.remove();
  root.querySelector('[data-done]')?.remove();
  const view = startAnswer(turns, text, { api, names, say, onConversation });
  follow();
  const ended = await answer(view, text, running.signal);
  view.end();
  if (ended !== 'whole') {
    say('The answer has ended early.');
  }
  // What was not even begun is to be sent again, unless the next question is being written already.
  if (ended === 'not begun' && message.value === '') {
    message.value = text;
  }
  running = undefined;
  askButton.disabled = false;
  const hadFocus = document.activeElement === stopButton;
  stopButton.hidden = true;
  // Nobody is taken away from what they went to meanwhile, and no keyboard covers the answer on a phone.
  const isNowhere = document.activeElement === document.body || hadFocus;
  if (isNowhere && !matchMedia('(pointer: coarse)').matches) {
    message.focus({ preventScroll: true });
  }
  await refreshConversations(root, api, chat, conversationId);
}

/**
 * Shows an answer to its end, and says how far it came.
 * @param {import('./answer-view.js').AnswerView} view
 * @param {string} text
 * @param {AbortSignal} signal
 * @returns {Promise<'whole' | 'cut' | 'not begun'>}
 */
async function answer(view, text, signal) {
  const workspaceIds = [...form.querySelectorAll('input[name=workspace]:checked')].map(
    (box) => /** @type {HTMLInputElement} */ (box).value,
  );
  const body = { message: text, workspaceIds, ...(conversationId === '' ? {} : { conversationId }) };
  let isBegun = false;
  let isWhole = false;
  try {
    const response = await post(`${api}/multi`, body, signal);
    if (!response.ok) {
      const refused = await response.json().catch(() => ({}));
      view.show('failed', { message: refusalOf(response.status, refused) });
      if (refused.unknown === 'conversation') {
        conversationId = '';
        history.replaceState(null, '', chat);
      }
      return 'not begun';
    }
    isBegun = true;
    for await (const events of eventsOf(response)) {
      const isAtEnd = Math.abs(fromEnd()) < 120;
      for (const { type, data } of events) {
        view.show(type, data);
        isWhole ||= type === 'done';
      }
      if (isAtEnd) {
        follow();
      }
    }
  } catch {
    // Stopped, or cut off.
  }
  // Not before the end of the stream: until then, the server takes no other question in this conversation.
  if (isWhole) {
    return 'whole';
  }
  const reason = isBegun ? 'The answer was cut off.' : 'The server does not answer. Try again.';
  view.show('failed', { message: signal.aborted ? 'You stopped the answer.' : reason });
  return isBegun || signal.aborted ? 'cut' : 'not begun';
}

/** @param {string} id */
function onConversation(id) {
  conversationId = id;
  history.replaceState(null, '', `${chat}?conversation=${encodeURIComponent(id)}`);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void ask();
});
message.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    void ask();
  }
});
form.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing) {
    running?.abort();
  }
});
stopButton.addEventListener('click', () => running?.abort());
for (const example of root.querySelectorAll('[data-example]')) {
  const button = /** @type {HTMLButtonElement} */ (example);
  button.hidden = false;
  button.addEventListener('click', () => {
    message.value = button.textContent ?? '';
    message.focus();
  });
}
startFilterBuilder(root, api, (text) => {
  message.value = message.value === '' ? text : `${message.value}\n${text}`;
  message.focus();
});

/** Shows what another page has been answered, when it is over. */
async function showAnswered() {
  await answered(api, conversationId);
  // A question that is being written stays; the link is there.
  if (message.value === '' && running === undefined) {
    location.reload();
  }
}
if (root.querySelector('[data-answering]') !== null) {
  void showAnswered();
}
