// Makes nodes of what the server sends. `textContent` and `append` only: no text of a model or a tool is parsed as markup.

/** Characters of arguments and answers that are shown. */
const MAX_SHOWN_CHARACTERS = 20_000;

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} properties
 * @param {readonly (Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, properties, children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

/**
 * What a server is called: a workspace by its name.
 * @param {string} server
 * @param {Record<string, [string, string]>} names
 */
export function serverLabel(server, names) {
  return Object.hasOwn(names, server) ? (names[server]?.[0] ?? server) : server;
}

/**
 * @param {string} server
 * @param {Record<string, [string, string]>} names
 */
function tile(server, names) {
  const text = Object.hasOwn(names, server) ? names[server]?.[1] : undefined;
  const node = element('span', { className: 'tile' }, [text ?? server.charAt(0).toUpperCase()]);
  node.setAttribute('aria-hidden', 'true');
  return node;
}

/**
 * A call of a tool, folded. Without a result it is still running, or in the `state` that is said.
 * @param {{ tool: string, server: string, arguments: unknown, result?: string, failed?: boolean, seconds?: number, state?: string }} call
 * @param {Record<string, [string, string]>} names
 */
export function callNode(call, names) {
  const { tool, server, result, failed = false, seconds = 0, state = 'Running' } = call;
  const ending = result === undefined ? state : failed ? 'Failed' : `${seconds.toFixed(1)} s`;
  const what = element('span', { className: 'what' }, [
    element('code', {}, [tool]),
    ' ',
    element('span', { className: 'quiet' }, [serverLabel(server, names)]),
  ]);
  const pill = element('span', { className: failed ? 'pill bad' : 'pill' }, [ending]);
  const parts = [text('Arguments'), pre(JSON.stringify(call.arguments, null, 2) ?? '')];
  if (result !== undefined) {
    parts.push(text(failed ? 'Why it failed' : 'Answer'), pre(result));
  }
  return element('details', { className: 'call' }, [
    element('summary', {}, [tile(server, names), what, pill]),
    element('div', {}, parts),
  ]);
}

/**
 * @param {readonly string[]} servers
 * @param {Record<string, [string, string]>} names
 */
export function usedNode(servers, names) {
  const pills = servers.map((server) => element('span', { className: 'pill' }, [serverLabel(server, names)]));
  return element('p', { className: 'used' }, [element('span', { className: 'quiet' }, ['Used']), ...pills]);
}

/**
 * The blocks that the server has read the answer into.
 * @param {readonly any[]} blocks
 * @returns {Node[]}
 */
export function answerNodes(blocks) {
  return blocks.map((block) => {
    switch (block.kind) {
      case 'heading':
        return element('p', {}, [element('strong', {}, inlineNodes(block.inlines))]);
      case 'code':
        return pre(block.text);
      case 'list':
        return listNode(block);
      case 'table':
        return tableNode(block);
      default:
        return element('p', {}, inlineNodes(block.inlines));
    }
  });
}

/**
 * @param {{ ordered: boolean, start: number, items: readonly { inlines: any[], lists: any[] }[] }} list
 * @returns {HTMLElement}
 */
function listNode({ ordered, start, items }) {
  const rows = items.map(({ inlines, lists }) =>
    element('li', {}, [...inlineNodes(inlines), ...lists.map(listNode)]),
  );
  return ordered ? element('ol', { start }, rows) : element('ul', {}, rows);
}

/** @param {{ head: any[], rows: any[][] }} table */
function tableNode({ head, rows }) {
  const heads = head.map((cell) => element('th', { scope: 'col' }, inlineNodes(cell)));
  const body = rows.map((row) =>
    element(
      'tr',
      {},
      row.map((cell) => element('td', {}, inlineNodes(cell))),
    ),
  );
  const node = element('div', { className: 'table' }, [
    element('table', {}, [element('thead', {}, [element('tr', {}, heads)]), element('tbody', {}, body)]),
  ]);
  node.tabIndex = 0;
  return node;
}

/**
 * @param {readonly any[]} inlines
 * @returns {(Node | string)[]}
 */
function inlineNodes(inlines) {
  const tags = /** @type {const} */ ({ strong: 'strong', emphasis: 'em', code: 'code' });
  return inlines.flatMap((inline) => {
    if (inline.kind === 'link') {
      return linkNodes(inline);
    }
    const tag = tags[/** @type {keyof typeof tags} */ (inline.kind)];
    return tag === undefined ? [inline.text] : [element(tag, {}, [inline.text])];
  });
}

/** @param {{ href: string, text: string, place?: string }} link */
function linkNodes({ href, text, place }) {
  // The server has checked it; this page checks again before anybody can click it.
  if (!/^https?:\/\//.test(href)) {
    return [text];
  }
  const link = element('a', { href, rel: 'noopener noreferrer nofollow', target: '_blank' }, [text]);
  return place === undefined
    ? [link]
    : [link, ' ', element('span', { className: 'place-of' }, [`(${place})`])];
}

/** @param {string} label */
function text(label) {
  return element('p', { className: 'quiet' }, [label]);
}

/** @param {string} content */
function pre(content) {
  const cut = content.length > MAX_SHOWN_CHARACTERS ? `${content.slice(0, MAX_SHOWN_CHARACTERS)}…` : content;
  const node = element('pre', {}, [cut]);
  node.tabIndex = 0;
  return node;
}
