// The script of the chat's page: streams answers, asks before changes, stops. Every text becomes text, never markup.
import { answerNodes, callNode, element, serverLabel, usedNode } from './render.js';
import { refreshConversations } from './conversations.js';
import { eventsOf } from './events.js';
import { startFilterBuilder } from './filter.js';

const root = /** @type {HTMLElement} */ (document.querySelector('[data-chat]'));
const { api = '', chat = '' } = root.dataset;
/** @type {Record<string, [string, string]>} */
const names = JSON.parse(root.dataset['names'] ?? '{}');
const form = /** @type {HTMLFormElement} */ (root.querySelector('[data-composer]'));
const message = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('message'));
const askButton = /** @type {HTMLButtonElement} */ (form.querySelector('[data-ask]'));
const stopButton = /** @type {HTMLButtonElement} */ (form.querySelector('[data-stop]'));
const turns = /** @type {HTMLElement} */ (root.querySelector('[data-turns]'));
const statusLine = /** @type {HTMLElement} */ (root.querySelector('[data-status-line]'));
let conversationId = root.dataset['conversation'] ?? '';
/** @type {AbortController | undefined} */
let running;

/** @param {string} text */
function say(text) {
  statusLine.textContent = text;
}

/** @param {string} text */
function newTurn(text) {
  const asked = element('div', { className: 'ask' }, [
    element('span', { className: 'hidden' }, ['You asked:']),
    element('p', {}, [text]),
  ]);
  const reply = element('div', { className: 'reply' }, []);
  const working = element('div', { className: 'working' }, [
    element('i', {}, []),
    element('i', {}, []),
    element('i', {}, []),
  ]);
  working.setAttribute('aria-hidden', 'true');
  reply.append(working);
  turns.append(element('li', { className: 'turn' }, [asked, reply]));
  root.querySelector('[data-welcome]')?.remove();
  root.querySelector('[data-done]')?.remove();
  return { reply, working };
}

/**
 * Asks for the person's decision about a change, and sends it.
 * @param {{ confirmationId: string, id: string, tool: string, server: string, preview: string }} change
 */
function confirmNode(change) {
  const label = serverLabel(change.server, names);
  const preview = element('pre', {}, [change.preview]);
  preview.tabIndex = 0;
  const allow = element('button', { className: 'button main', type: 'button' }, ['Allow']);
  const deny = element('button', { className: 'button', type: 'button' }, ['Don’t allow']);
  const actions = element('div', { className: 'actions' }, [allow, deny]);
  const heading = element('h2', {}, [`Allow this change in ${label}?`]);
  heading.id = `confirm-${change.confirmationId}`;
  const node = element('div', { className: 'confirm', role: 'group' }, [
    heading,
    element('p', {}, [
      element('code', {}, [change.tool]),
      ' would do the following. The text below comes from the tool.',
    ]),
    preview,
    actions,
  ]);
  node.tabIndex = -1;
  node.setAttribute('aria-labelledby', heading.id);
  /** @param {'yes' | 'no'} answer */
  const decide = async (answer) => {
    allow.disabled = deny.disabled = true;
    const response = await post('/confirm', { id: change.confirmationId, answer });
    if (!response.ok) {
      actions.replaceChildren(element('p', {}, ['This question is over.']));
    }
  };
  allow.addEventListener('click', () => void decide('yes'));
  deny.addEventListener('click', () => void decide('no'));
  return node;
}

const decided = {
  yes: 'You allowed it.',
  no: 'You did not allow it.',
  late: 'Nobody answered in time: nothing was changed.',
};

/**
 * @param {string} path
 * @param {object} body
 * @param {AbortSignal} [signal]
 */
function post(path, body, signal) {
  return fetch(`${api}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream, application/json' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Shows the events of an answer as they come. */
function answerView(/** @type {HTMLElement} */ reply, /** @type {HTMLElement} */ working) {
  /** @type {Map<string, HTMLElement>} */
  const calls = new Map();
  /** @type {Map<string, HTMLElement>} */
  const questions = new Map();
  /** @type {HTMLElement | undefined} */
  let typed;
  const before = (/** @type {HTMLElement} */ node) => reply.insertBefore(node, working);
  const warn = (/** @type {string} */ text) => before(element('p', { className: 'note warn' }, [text]));
  /** @type {Record<string, (data: any) => void>} */
  const handlers = {
    conversation: (data) => {
      conversationId = data.conversationId;
      history.replaceState(null, '', `${chat}?conversation=${encodeURIComponent(conversationId)}`);
    },
    text: ({ delta }) => {
      typed ??= before(element('p', { className: 'typed' }, []));
      typed.append(delta);
    },
    'tool-call': (call) => {
      typed = undefined;
      const node = callNode({ ...call, result: undefined }, names);
      calls.set(call.id, node);
      before(node);
      say(`${call.tool} in ${serverLabel(call.server, names)}`);
    },
    'tool-result': (result) => {
      calls.get(result.id)?.replaceWith(callNode({ ...kept.get(result.id), ...result }, names));
    },
    confirm: (change) => {
      const node = confirmNode(change);
      questions.set(change.id, node);
      before(node);
      say('A change waits for your answer.');
      node.focus();
    },
    confirmed: ({ id, answer }) => {
      const node = questions.get(id);
      node
        ?.querySelector('.actions')
        ?.replaceWith(element('p', {}, [decided[/** @type {'yes' | 'no' | 'late'} */ (answer)] ?? '']));
    },
    'server-left-out': ({ server, reason }) => {
      warn(`${serverLabel(server, names)} is left out: ${reason}`);
      const status = document.querySelector(`[data-server="${CSS.escape(server)}"] [data-status]`);
      if (status !== null) {
        status.textContent = 'Left out';
        status.className = 'pill warn';
      }
    },
    limit: (event) => warn(event.message),
    failed: (event) => warn(event.message),
    done: ({ blocks, serversUsed }) => {
      for (const node of reply.querySelectorAll('.typed')) {
        node.remove();
      }
      const notes = [...reply.querySelectorAll(':scope > .note')];
      reply.append(...answerNodes(blocks), ...notes);
      if (serversUsed.length > 0) {
        reply.append(usedNode(serversUsed, names));
      }
      const used = serversUsed.map((/** @type {string} */ server) => serverLabel(server, names));
      say(used.length === 0 ? 'The answer is there.' : `The answer is there. Used: ${used.join(', ')}.`);
    },
  };
  /** @type {Map<string, object>} */
  const kept = new Map();
  return (/** @type {string} */ type, /** @type {any} */ data) => {
    if (type === 'tool-call') {
      kept.set(data.id, data);
    }
    handlers[type]?.(data);
  };
}

/** @param {number} status @param {string | undefined} told */
function refusalOf(status, told) {
  return status === 401
    ? 'Your session has ended. Sign in again in another tab, then send the question again.'
    : (told ?? 'The server does not answer at the moment.');
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
  const { reply, working } = newTurn(text);
  reply.scrollIntoView({ block: 'end' });
  const show = answerView(reply, working);
  let isOver = false;
  try {
    const workspaceIds = [...form.querySelectorAll('input[name=workspace]:checked')].map(
      (box) => /** @type {HTMLInputElement} */ (box).value,
    );
    const body = { message: text, workspaceIds, ...(conversationId === '' ? {} : { conversationId }) };
    const response = await post('/multi', body, running.signal);
    if (!response.ok) {
      const refused = await response.json().catch(() => ({}));
      show('failed', { message: refusalOf(response.status, refused.message) });
      message.value = text;
      if (refused.unknown === 'conversation') {
        conversationId = '';
        history.replaceState(null, '', chat);
      }
      isOver = true;
    }
    for await (const { type, data } of response.ok ? eventsOf(response) : []) {
      const isAtEnd = innerHeight + scrollY >= document.body.scrollHeight - 120;
      show(type, data);
      isOver ||= type === 'done';
      if (isAtEnd) {
        scrollTo(0, document.body.scrollHeight);
      }
    }
  } catch {
    // Stopped, or cut off.
  }
  if (!isOver) {
    show('failed', {
      message: running.signal.aborted ? 'You stopped the answer.' : 'The answer was cut off.',
    });
    say('The answer has ended early.');
  }
  working.remove();
  running = undefined;
  askButton.disabled = false;
  stopButton.hidden = true;
  message.focus();
  await refreshConversations(root, api, chat, conversationId);
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
