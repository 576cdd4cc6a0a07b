import type { UserObjectResponse } from '@notionhq/client';
import { field, isRecord, listField, type JsonRecord } from '../../text/json.js';
import {
  isFullComment,
  isFullDatabase,
  isFullDataSource,
  isFullPage,
  isFullUser,
} from '../endpoints/full-objects.js';
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
    requireAbout(object);
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
  } else if (isFullUser(object)) {
    mendUser(object);
  } else if (isFullComment(object)) {
    requireText(object, 'discussion_id', object.id);
    requireText(object, 'created_time');
    requireRecord(object, 'created_by');
    requireList(object, 'rich_text');
    nullUnlessText(field(object, 'display_name'), 'resolved_name');
  }
}

/** A user may have no name, and an address that this connection does not see. */
function mendUser(user: UserObjectResponse): void {
  nullUnlessText(user, 'name');
  if (user.type === 'person') {
    requireRecord(user, 'person');
    if (typeof user.person.email !== 'string') {
      delete user.person.email;
    }
  }
}

function nullUnlessText(object: unknown, name: string): void {
  if (isRecord(object) && typeof object[name] !== 'string') {
    Object.assign(object, { [name]: null });
  }
}

/** Where it is and lies and since when, which every full object says. */
function requireAbout(object: object): void {
  requireRecord(object, 'parent');
  for (const name of ['url', 'last_edited_time', 'created_time']) {
    requireText(object, name);
  }
}

function isReceived(object: unknown): object is JsonRecord & { readonly object: string } {
  return isRecord(object) && typeof object['object'] === 'string';
}
