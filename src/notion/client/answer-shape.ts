import { field, isRecord, listField, type JsonRecord } from '../../text/json.js';
import { isFullDatabase, isFullDataSource, isFullPage } from '../endpoints/full-objects.js';
import { failureOfBody } from './failure.js';

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

/**
 * Gives an answer the shape that its types promise where Notion, or what stands before it, leaves a list or an object out or
 * sends `null` instead: then it is empty, in place. Rejects with a `NotionFailure` what is an error although its status is 200.
 */
export function requireShape(answer: unknown, now: Date): void {
  if (isRecord(answer) && answer['object'] === 'error') {
    const { status } = answer;
    const isFailed = typeof status === 'number' && status >= 400 && status <= 599;
    throw failureOfBody(answer, { status: isFailed ? status : 500 }, now);
  }
  mend(answer);
  for (const entry of listField(answer, 'results')) {
    mend(entry);
  }
}

/** Of what is not full, this connection may see no more. */
function mend(object: unknown): void {
  if (!isReceived(object)) {
    return;
  }
  if (isFullPage(object)) {
    requireRecord(object, 'properties');
    mendValues(object.properties);
  } else if (isFullDataSource(object)) {
    requireRecord(object, 'properties');
    requireList(object, 'title');
  } else if (isFullDatabase(object)) {
    requireList(object, 'data_sources');
    requireList(object, 'title');
  }
}

function isReceived(object: unknown): object is JsonRecord & { readonly object: string } {
  return isRecord(object) && typeof object['object'] === 'string';
}

function mendValues(properties: unknown): void {
  for (const value of isRecord(properties) ? Object.values(properties) : []) {
    if (!isRecord(value)) {
      continue;
    }
    const { type, rollup } = value;
    if (typeof type === 'string' && LISTS.has(type)) {
      if (REFERENCES.has(type) && !Array.isArray(value[type])) {
        // Not known is not empty: it is asked for as the rest of a long one is.
        Object.assign(value, { has_more: true });
      }
      requireList(value, type);
    } else if (type === 'rollup' && isRecord(rollup) && rollup['type'] === 'array') {
      requireList(rollup, 'array');
    }
  }
}

function requireList(object: object, name: string): void {
  if (!Array.isArray(field(object, name))) {
    Object.assign(object, { [name]: [] });
  }
}

function requireRecord(object: object, name: string): void {
  if (!isRecord(field(object, name))) {
    Object.assign(object, { [name]: {} });
  }
}
