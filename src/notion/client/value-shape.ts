import { field, isRecord } from '../../text/json.js';

/** Types of properties whose value is a list. */
const LISTS: ReadonlySet<unknown> = new Set([
  'title',
  'rich_text',
  'people',
  'relation',
  'files',
  'multi_select',
]);

/** Of these a part that the page does not show can be asked for. */
const REFERENCES: ReadonlySet<unknown> = new Set(['people', 'relation']);

/** Types whose value says of what type its result is. */
const COMPUTED: ReadonlySet<unknown> = new Set(['formula', 'rollup']);

/** What Notion sends for a value that it does not give. */
const NOT_GIVEN = { type: 'unsupported', unsupported: {} };

/** The values of a page, or of an item of a property, by name. What is not known is not shown as empty. */
export function mendValues(values: object): void {
  for (const [name, value] of Object.entries(values)) {
    if (isRecord(value)) {
      requireText(value, 'id');
      mendValue(value);
    } else {
      Object.assign(values, { [name]: { id: '', ...NOT_GIVEN } });
    }
  }
}

function mendValue(value: object): void {
  const type = field(value, 'type');
  if (typeof type !== 'string') {
    return;
  }
  if (LISTS.has(type)) {
    if (REFERENCES.has(type) && !isListOf(field(value, type), isReference)) {
      // Not known is not empty: it is asked for as the rest of a long one is.
      Object.assign(value, { has_more: true });
    }
    requireList(value, type, REFERENCES.has(type) ? isReference : isRecord);
  } else if (COMPUTED.has(type)) {
    const computed = field(value, type);
    if (!isRecord(computed)) {
      Object.assign(value, { [type]: NOT_GIVEN });
    } else if (type === 'rollup' && computed['type'] === 'array') {
      requireList(computed, 'array');
      for (const one of Array.isArray(computed['array']) ? computed['array'] : []) {
        mendValue(one as object); // Shown to be one just now.
      }
    }
  }
}

/** The columns of a data source, by name. One that is not described is known by its name alone. */
export function mendSchema(columns: object): void {
  for (const [name, given] of Object.entries(columns)) {
    const column: object = isRecord(given) ? given : {};
    const type = field(column, 'type');
    if (column !== given || typeof type !== 'string') {
      Object.assign(column, NOT_GIVEN);
      Object.assign(columns, { [name]: column });
    } else {
      requireRecord(column, type);
    }
    requireText(column, 'id');
    requireText(column, 'name', name);
  }
}

/** The list is one of what `isEntry` accepts, and what else it held is left out. */
export function requireList(
  object: object,
  name: string,
  isEntry: (entry: unknown) => boolean = isRecord,
): void {
  const list = field(object, name);
  if (!isListOf(list, isEntry)) {
    Object.assign(object, { [name]: Array.isArray(list) ? list.filter(isEntry) : [] });
  }
}

export function requireRecord(object: object, name: string): void {
  if (!isRecord(field(object, name))) {
    Object.assign(object, { [name]: {} });
  }
}

export function requireText(object: object, name: string, absent = ''): void {
  if (typeof field(object, name) !== 'string') {
    Object.assign(object, { [name]: absent });
  }
}

function isListOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isEntry);
}

function isReference(entry: unknown): boolean {
  return typeof field(entry, 'id') === 'string';
}
