// Asks for the person's decision about a change, and sends it.
import { element, serverLabel } from './render.js';
import { post } from './post.js';

/** @type {Record<string, string>} */
const DECIDED = {
  yes: 'You allowed it.',
  no: 'You did not allow it.',
  late: 'Nobody answered in time: nothing was changed.',
  over: 'This question is over: it was not allowed.',
};

/**
 * @param {{ confirmationId: string, tool: string, server: string, preview: string }} change
 * @param {string} api
 * @param {Record<string, [string, string]>} names
 */
export function confirmNode({ confirmationId, tool, server, preview }, api, names) {
  const shown = element('pre', { tabIndex: 0 }, [preview]);
  const allow = element('button', { className: 'button main', type: 'button' }, ['Allow']);
  const deny = element('button', { className: 'button', type: 'button' }, ['Don’t allow']);
  const problem = element('p', { hidden: true }, []);
  problem.setAttribute('role', 'alert');
  const heading = element('h2', { id: `confirm-${confirmationId}` }, [
    `Allow this change in ${serverLabel(server, names)}?`,
  ]);
  const node = element('div', { className: 'confirm', role: 'group', tabIndex: -1 }, [
    heading,
    element('p', {}, [
      element('code', {}, [tool]),
      ' would do the following. The text below comes from the tool.',
    ]),
    shown,
    problem,
    element('div', { className: 'actions' }, [allow, deny]),
  ]);
  node.setAttribute('aria-labelledby', heading.id);
  /** @param {'yes' | 'no'} answer */
  const decide = async (answer) => {
    allow.disabled = deny.disabled = true;
    const response = await post(`${api}/confirm`, { id: confirmationId, answer }).catch(() => undefined);
    if (response?.ok === true) {
      // How it ended comes with the answer.
      problem.hidden = true;
      return;
    }
    problem.hidden = false;
    problem.textContent =
      response?.status === 404
        ? 'This question is over.'
        : response?.status === 401
          ? 'Your session has ended. Sign in again in another tab, then decide.'
          : 'The server does not answer at the moment. Try again.';
    allow.disabled = deny.disabled = response?.status === 404;
  };
  allow.addEventListener('click', () => void decide('yes'));
  deny.addEventListener('click', () => void decide('no'));
  return node;
}

/** @param {string} answer */
export function decidedNode(answer) {
  return element('p', {}, [DECIDED[answer] ?? '']);
}
