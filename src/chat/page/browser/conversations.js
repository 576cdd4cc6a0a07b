// Keeps the list of conversations as it is on the server.
import { element } from './render.js';

/**
 * @param {HTMLElement} root
 * @param {string} api
 * @param {string} chat
 * @param {string} open id of the conversation that is shown
 */
export async function refreshConversations(root, api, chat, open) {
  const part = root.querySelector('[data-conversations]');
  const list = part?.querySelector('.rows');
  const response = await fetch(`${api}/conversations`).catch(() => undefined);
  const body = response?.ok === true ? await response.json().catch(() => undefined) : undefined;
  if (list === null || list === undefined || body === undefined) {
    return;
  }
  part?.querySelector('[data-none]')?.remove();
  const isNew = part?.querySelector('[data-new]');
  if (isNew instanceof HTMLElement) {
    isNew.hidden = false;
  }
  const known = /** @type {{ id: string, title: string, updatedAt: string }[]} */ (body.conversations);
  list.replaceChildren(
    ...known.map(({ id, title, updatedAt }) => {
      const when = element('time', { dateTime: updatedAt }, [whenText(new Date(updatedAt))]);
      const link = element(
        'a',
        { className: 'talk', href: `${chat}?conversation=${encodeURIComponent(id)}` },
        [element('bdi', {}, [title]), ' ', element('span', { className: 'quiet' }, [when])],
      );
      if (id === open) {
        link.setAttribute('aria-current', 'page');
      }
      const remove = element('button', { className: 'button bad small', type: 'button' }, ['Delete']);
      remove.setAttribute('aria-label', `Delete ${title}`);
      const row = element('li', { className: 'row' }, [link, remove]);
      remove.addEventListener('click', () => void forget(api, id, row, id === open ? chat : undefined));
      return row;
    }),
  );
}

/** @param {string} api @param {string} id @param {HTMLElement} row @param {string | undefined} then */
async function forget(api, id, row, then) {
  const response = await fetch(`${api}/conversations/${encodeURIComponent(id)}`, { method: 'DELETE' });
  if (!response.ok) {
    return;
  }
  row.remove();
  if (then !== undefined) {
    location.assign(then);
  }
}

/** @param {Date} date */
function whenText(date) {
  const minutes = Math.floor((Date.now() - date.getTime()) / 60_000);
  return minutes < 1
    ? 'just now'
    : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** Milliseconds between two looks at an answer that another page gets. */
const LOOK_MS = 2000;

/**
 * Waits until the answer that another page is getting is over: the conversation has it then.
 * @param {string} api
 * @param {string} open
 */
export async function answered(api, open) {
  for (;;) {
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
    const response = await fetch(`${api}/conversations`).catch(() => undefined);
    const body = response?.ok === true ? await response.json().catch(() => undefined) : undefined;
    if (response?.status === 401 || (body !== undefined && !body.answering.includes(open))) {
      return;
    }
  }
}
