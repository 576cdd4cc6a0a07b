import { field, isRecord, listField, type JsonRecord } from '../../text/json.js';
import { isFullDatabase, isFullDataSource, isFullPage } from '../endpoints/full-objects.js';
import { failureOfBody, NotionFailure } from './failure.js';
import { mendSchema, mendValues, requireList, requireRecord, requireText } from './value-shape.js';

/**
 * Gives an answer the shape that its types promise where Notion, or what stands before it, leaves a list, an object or a text out
 * or sends something else instead: then it is empty, in place. Rejects with a `NotionFailure` what is no object, and what is an
 * error although its status is 200.
 */
export function requireShape(answer: unknown, now: Date): void {
  if (!isRecord(answer)) {
    throw new NotionFailure('malformed');
  }
  if (answer['object'] === 'error') {
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
    requireAbout(object, ['last_edited_time', 'created_time']);
    requireRecord(object, 'properties');
    mendValues(object.properties);
  } else if (isFullDataSource(object)) {
    requireAbout(object);
    requireList(object, 'title');
    requireRecord(object, 'properties');
    mendSchema(object.properties);
  } else if (isFullDatabase(object)) {
    requireAbout(object);
    requireList(object, 'title');
    requireList(object, 'data_sources');
    Object.assign(object, {
      data_sources: object.data_sources.filter((source) => typeof field(source, 'id') === 'string'),
    });
    for (const source of object.data_sources) {
      requireText(source, 'name');
    }
  }
}

/** Where it is and lies, which every full object says. */
function requireAbout(object: object, times: readonly string[] = []): void {
  requireRecord(object, 'parent');
  for (const name of ['url', ...times]) {
    requireText(object, name);
  }
}

function isReceived(object: unknown): object is JsonRecord & { readonly object: string } {
  return isRecord(object) && typeof object['object'] === 'string';
}
