// Builds the conditions of a query out of a database's columns, and shows the call that comes of them.
import { element } from './render.js';

/** Operators that take no value. */
const WITHOUT_VALUE = /^(?:is_empty|is_not_empty|this_\w+|past_\w+|next_\w+)$/;

/**
 * @typedef {{ name: string, type: string, operators: string[], options: string[] }} Column
 * @param {HTMLElement} root
 * @param {string} api
 * @param {(text: string) => void} use gets what the person puts into the question
 */
export function startFilterBuilder(root, api, use) {
  const builder = /** @type {HTMLDetailsElement | null} */ (root.querySelector('[data-builder]'));
  if (builder === null) {
    return;
  }
  builder.hidden = false;
  const find = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (builder.querySelector(selector));
  const workspace = /** @type {HTMLSelectElement} */ (find('#filter-workspace'));
  const database = /** @type {HTMLSelectElement} */ (find('#filter-database'));
  const conditions = find('[data-conditions]');
  const add = /** @type {HTMLButtonElement} */ (find('[data-add]'));
  const useButton = /** @type {HTMLButtonElement} */ (find('[data-use]'));
  const shown = find('[data-call]');
  const status = find('[data-filter-status]');
  /** @type {Column[]} */
  let columns = [];
  let made = 0;

  const call = () => {
    const where = [...conditions.querySelectorAll('fieldset')].map((one) => {
      const read = (/** @type {string} */ name) => {
        const field = one.querySelector(`[name=${name}]`);
        return field instanceof HTMLElement && 'value' in field ? String(field.value) : '';
      };
      const operator = read('operator');
      const type = columns.find(({ name }) => name === read('property'))?.type;
      const value = valueOf(read('value'), type);
      return { property: read('property'), operator, ...(WITHOUT_VALUE.test(operator) ? {} : { value }) };
    });
    return { database: database.value, ...(where.length === 0 ? {} : { where }) };
  };
  const show = () => {
    const isKnown = database.value !== '';
    shown.textContent = isKnown ? `notion_query_database ${JSON.stringify(call(), null, 2)}` : '';
    useButton.disabled = !isKnown;
    add.disabled = columns.length === 0;
  };

  /** @param {string} path @param {Record<string, string>} query */
  const get = async (path, query) => {
    status.textContent = 'Reading…';
    const response = await fetch(`${api}${path}?${new URLSearchParams(query)}`).catch(() => undefined);
    const body = await response?.json().catch(() => undefined);
    status.textContent = response?.ok === true ? '' : (body?.message ?? 'The server does not answer.');
    return response?.ok === true ? body : undefined;
  };
  const loadDatabases = async () => {
    const body = await get('/databases', { workspaceId: workspace.value });
    const known = /** @type {{ id: string, title: string }[]} */ (body?.databases ?? []);
    database.replaceChildren(...known.map(({ id, title }) => element('option', { value: id }, [title])));
    database.disabled = known.length === 0;
    await loadColumns();
  };
  const loadColumns = async () => {
    conditions.replaceChildren();
    columns = [];
    if (database.value !== '') {
      const query = { workspaceId: workspace.value, database: database.value };
      columns = (await get('/columns', query))?.columns ?? [];
    }
    show();
  };

  const addCondition = () => {
    made += 1;
    const column = choice(
      `Column ${made}`,
      'property',
      columns.map(({ name }) => name),
    );
    const operator = choice(`Comparison ${made}`, 'operator', []);
    const rest = element('div', {}, []);
    const remove = element('button', { className: 'button bad small', type: 'button' }, ['Remove']);
    const node = element('fieldset', {}, [
      element('legend', {}, [`Condition ${made}`]),
      ...column.nodes,
      ...operator.nodes,
      rest,
      remove,
    ]);
    const refresh = () => {
      const chosen = columns.find(({ name }) => name === column.select.value);
      rest.replaceChildren(
        ...(WITHOUT_VALUE.test(operator.select.value) ? [] : valueField(`Value ${made}`, chosen)),
      );
      show();
    };
    const refreshOperators = () => {
      const chosen = columns.find(({ name }) => name === column.select.value);
      operator.select.replaceChildren(...options(chosen?.operators ?? []));
      refresh();
    };
    column.select.addEventListener('change', refreshOperators);
    operator.select.addEventListener('change', refresh);
    rest.addEventListener('input', show);
    remove.addEventListener('click', () => {
      node.remove();
      show();
    });
    conditions.append(node);
    refreshOperators();
    column.select.focus();
  };

  builder.addEventListener('toggle', () => {
    if (builder.open && database.options.length === 0) {
      void loadDatabases();
    }
  });
  workspace.addEventListener('change', () => void loadDatabases());
  database.addEventListener('change', () => void loadColumns());
  add.addEventListener('click', addCondition);
  useButton.addEventListener('click', () => {
    const server = workspace.selectedOptions[0]?.dataset['server'] ?? '';
    use(`In ${server}, call notion_query_database with ${JSON.stringify(call())}`);
  });
}

/** @param {string} text @param {string | undefined} type */
function valueOf(text, type) {
  if (type === 'checkbox') {
    return text === 'true';
  }
  const isNumber = type === 'number' && text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber ? Number(text) : text;
}

/** @param {readonly string[]} texts */
function options(texts) {
  return texts.map((text) => element('option', { value: text }, [text.replaceAll('_', ' ')]));
}

/** @param {string} label @param {string} name @param {readonly string[]} texts */
function choice(label, name, texts) {
  const select = element(
    'select',
    { name },
    texts.map((text) => element('option', { value: text }, [text])),
  );
  return { select, nodes: [element('label', {}, [label.replace(/ \d+$/, ''), select])] };
}

/** @param {string} label @param {{ type: string, options: string[] } | undefined} column */
function valueField(label, column) {
  const known = column?.type === 'checkbox' ? ['true', 'false'] : (column?.options ?? []);
  return known.length > 0
    ? choice(label, 'value', known).nodes
    : [
        element('label', {}, [
          label.replace(/ \d+$/, ''),
          element('input', { name: 'value', type: inputType(column?.type) }, []),
        ]),
      ];
}

/** @param {string | undefined} type */
function inputType(type) {
  return type === 'number' ? 'number' : type === 'date' ? 'date' : 'text';
}
