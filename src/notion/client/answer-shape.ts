import { field, isRecord, listField, textField, type JsonRecord } from '../../text/json.js';
import { NotionFailure } from './failure.js';

/** Types of properties whose value is a list. */
const LISTS: ReadonlySet<unknown> = new Set([
  'title',
  'rich_text',
  'people',
  'relation',
  'files',
  'multi_select',
]);

/**
 * Gives an answer the shape that its types promise where Notion, or what stands before it, leaves a list or an object out or
 * sends `null` instead: then it is empty, in place. Rejects with a `NotionFailure` what is an error although its status is 200.
 */
export function requireShape(answer: unknown): void {
  if (textField(answer, 'object') === 'error') {
    throw failureInside(answer);
  }
  mend(answer);
  for (const entry of listField(answer, 'results')) {
    mend(entry);
  }
}

function failureInside(answer: unknown): NotionFailure {
  const status = field(answer, 'status');
  return new NotionFailure('http', {
    status: typeof status === 'number' && status >= 400 && status <= 599 ? status : 500,
    code: textField(answer, 'code'),
    notionMessage: textField(answer, 'message'),
    requestId: textField(answer, 'request_id'),
  });
}

/** What has neither an address nor a title is all that this connection may see of it. */
function mend(object: unknown): void {
  if (!isRecord(object)) {
    return;
  }
  if (object['object'] === 'page' && 'url' in object) {
    requireRecord(object, 'properties');
    mendValues(object['properties']);
  } else if (object['object'] === 'data_source' && 'title' in object) {
    requireRecord(object, 'properties');
    requireList(object, 'title');
  } else if (object['object'] === 'database' && 'title' in object) {
    requireList(object, 'data_sources');
    requireList(object, 'title');
  }
}

function mendValues(properties: unknown): void {
  for (const value of isRecord(properties) ? Object.values(properties) : []) {
    if (!isRecord(value)) {
      continue;
    }
    const { type, rollup } = value;
    if (typeof type === 'string' && LISTS.has(type)) {
      requireList(value, type);
    } else if (type === 'rollup' && isRecord(rollup) && rollup['type'] === 'array') {
      requireList(rollup, 'array');
    }
  }
}

function requireList(object: JsonRecord, name: string): void {
  if (!Array.isArray(object[name])) {
    Object.assign(object, { [name]: [] });
  }
}

function requireRecord(object: JsonRecord, name: string): void {
  if (!isRecord(object[name])) {
    Object.assign(object, { [name]: {} });
  }
}
