// Shows the events of one answer as they come, below its question.
import { confirmNode, decidedNode } from './confirm.js';
import { answerNodes, callNode, element, serverLabel, usedNode } from './render.js';

/**
 * @typedef {{ show: (type: string, data: any) => void, end: () => void }} AnswerView
 * @param {HTMLElement} turns
 * @param {string} question
 * @param {{ api: string, names: Record<string, [string, string]>, say: (text: string) => void, onConversation: (id: string) => void }} page
 * @returns {AnswerView}
 */
export function startAnswer(turns, question, { api, names, say, onConversation }) {
  const asked = element('div', { className: 'ask' }, [
    element('span', { className: 'hidden' }, ['You asked:']),
    element('p', {}, [question]),
  ]);
  const dots = [1, 2, 3].map(() => element('i', {}, []));
  const working = element('div', { className: 'working' }, dots);
  working.setAttribute('aria-hidden', 'true');
  const reply = element('div', { className: 'reply' }, [working]);
  turns.append(element('li', { className: 'turn' }, [asked, reply]));

  /** @type {Map<string, { call: any, node: HTMLDetailsElement }>} Calls that are running. */
  const calls = new Map();
  /** @type {Map<string, HTMLElement>} Changes that wait for an answer. */
  const questions = new Map();
  /** @type {HTMLElement | undefined} */
  let typed;
  /** @type {<Kind extends HTMLElement>(node: Kind) => Kind} */
  const before = (node) => reply.insertBefore(node, working);
  const warn = (/** @type {string} */ text) => before(element('p', { className: 'note warn' }, [text]));
  const settle = (/** @type {string} */ id, /** @type {any} */ result) => {
    const running = calls.get(id);
    calls.delete(id);
    if (running !== undefined) {
      replaceCall(running.node, callNode({ ...running.call, ...result }, names));
    }
  };
  const decided = (/** @type {string} */ id, /** @type {string} */ answer) => {
    questions.get(id)?.querySelector('.actions')?.replaceWith(decidedNode(answer));
    questions.delete(id);
  };
  /** @type {Record<string, (data: any) => void>} */
  const handlers = {
    conversation: ({ conversationId }) => onConversation(conversationId),
    text: ({ delta }) => {
      typed ??= before(element('p', { className: 'typed' }, []));
      typed.append(delta);
    },
    'tool-call': (call) => {
      typed = undefined;
      const node = before(callNode(call, names));
      calls.set(call.id, { call, node });
      say(`${call.tool} in ${serverLabel(call.server, names)}`);
    },
    'tool-result': (result) => settle(result.id, result),
    confirm: (change) => {
      const node = before(confirmNode(change, api, names));
      questions.set(change.id, node);
      say('A change waits for your answer.');
      // Whoever is writing the next question goes on writing it.
      const { activeElement } = document;
      if (!(activeElement instanceof HTMLTextAreaElement) || activeElement.value === '') {
        node.focus();
      }
    },
    confirmed: ({ id, answer }) => decided(id, answer),
    'server-left-out': ({ server, reason }) => {
      warn(`${serverLabel(server, names)} is left out: ${reason}`);
      const status = document.querySelector(`[data-server="${CSS.escape(server)}"] [data-status]`);
      if (status !== null) {
        status.textContent = 'Left out';
        status.className = 'pill warn';
      }
    },
    limit: ({ message }) => warn(message),
    failed: ({ message }) => warn(message),
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
  return {
    show: (type, data) => handlers[type]?.(data),
    end: () => {
      working.remove();
      // Nothing more is heard of what an answer leaves behind that was stopped or cut off.
      for (const id of calls.keys()) {
        settle(id, { state: 'Not finished' });
      }
      for (const id of questions.keys()) {
        decided(id, 'over');
      }
    },
  };
}

/**
 * Puts a call in the place of the same one, which somebody may have unfolded.
 * @param {HTMLDetailsElement} former
 * @param {HTMLDetailsElement} node
 */
function replaceCall(former, node) {
  const hadFocus = former.contains(document.activeElement);
  node.open = former.open;
  former.replaceWith(node);
  if (hadFocus) {
    node.querySelector('summary')?.focus();
  }
}
