import { isDeepStrictEqual } from 'node:util';
import type { PageObjectResponse, UpdatePageParameters } from '@notionhq/client';
import * as z from 'zod';
import { ConflictError } from '../../../errors.js';
import { isFullPage } from '../../../notion/endpoints/full-objects.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { updatePage } from '../../../notion/endpoints/page-writes.js';
import { holds, writable } from '../../../notion/values/stored-value.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { say } from '../../../text/words.js';
import type { WritingSession } from '../../../notion/session.js';
import { titleOf } from '../../names/titles.js';
import type { ChangeStep } from '../run-change.js';
import { fieldHolds, writableField, type PageField } from './page-fields.js';
import type { PlannedValues } from './plan-values.js';

/** Values of a page, as the journal keeps them. */
export interface PageValues {
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly fields: Readonly<Partial<Record<PageField, unknown>>>;
}

export const pageValues: z.ZodType<PageValues> = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
  fields: z.partialRecord(z.enum(['icon', 'cover', 'is_locked']), z.unknown()),
});

/** What is different from what the page holds already. */
export function changedValues(page: PageObjectResponse, { properties, fields }: PlannedValues): PageValues {
  return {
    properties: Object.fromEntries(
      [...properties].filter(([name, payload]) => !holds(page.properties[name], payload)),
    ),
    fields: Object.fromEntries([...fields].filter(([name, value]) => !fieldHolds(page, name, value))),
  };
}

/** Whether there is nothing to change. */
export function isUnchanged({ properties, fields }: PageValues): boolean {
  return Object.keys(properties).length + Object.keys(fields).length === 0;
}

/** The request that gives a page other values. */
export function setPage(
  session: WritingSession,
  page: PageObjectResponse,
  values: PageValues,
): ChangeStep<PageObjectResponse | undefined> {
  const title = titleOf(page);
  const request = updatePage(page.id, {
    ...(Object.keys(values.properties).length === 0 ? {} : { properties: values.properties }),
    ...values.fields,
  } as Omit<UpdatePageParameters, 'page_id'>);
  const read = (): Promise<PageObjectResponse> => retrieveCurrentPage(session, page.id);
  const isUntouched = (now: PageObjectResponse): boolean => holdsSame(now, page, values);
  return {
    planned: {
      action: 'set',
      target: page.id,
      title,
      before: valuesBefore(page, values),
      after: values,
    },
    idsOf: () => [page.id],
    write: {
      endpoint: request.endpoint,
      place: say`the page ${title}`,
      send: async (client) => {
        const answer = await request.send(client);
        // A connection that may update and not read gets the id only.
        return 'object' in answer && isFullPage(answer) ? answer : undefined;
      },
      prove: () => proveUpdated({ read, isSaved: (now) => holdsValues(now, values), isUntouched }),
      readSaved: read,
      recheck: async () => {
        if (!isUntouched(await read())) {
          throw new ConflictError(
            say`Somebody else has changed the page meanwhile, so nothing was changed.`,
            say`Read it and decide again.`,
          );
        }
      },
    },
  };
}

/** Whether a page has all of these values. */
export function holdsValues(page: PageObjectResponse, { properties, fields }: PageValues): boolean {
  return (
    Object.entries(properties).every(([name, payload]) => holds(page.properties[name], payload)) &&
    fieldEntries(fields).every(([name, value]) => fieldHolds(page, name, value))
  );
}

/** The fields with their names as such: `Object.entries` widens them. */
export function fieldEntries(fields: PageValues['fields']): readonly (readonly [PageField, unknown])[] {
  return Object.entries(fields) as [PageField, unknown][];
}

/** What an undo writes back; what cannot be written back is left out. */
function valuesBefore(page: PageObjectResponse, { properties, fields }: PageValues): PageValues {
  return {
    properties: Object.fromEntries(
      Object.keys(properties).flatMap((name) => {
        const payload = writable(page.properties[name]);
        return payload === undefined ? [] : [[name, payload]];
      }),
    ),
    fields: Object.fromEntries(
      fieldEntries(fields).flatMap(([name]) => {
        const value = writableField(page, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

/** The signatures of files differ in every answer, so files are compared by what they are. */
function holdsSame(now: PageObjectResponse, before: PageObjectResponse, values: PageValues): boolean {
  return (
    Object.keys(values.properties).every((name) => {
      const [is, was] = [now.properties[name], before.properties[name]];
      const payload = writable(was);
      return payload === undefined ? isDeepStrictEqual(is, was) : holds(is, payload);
    }) &&
    fieldEntries(values.fields).every(([name]) => {
      const value = writableField(before, name);
      return value !== undefined && fieldHolds(now, name, value);
    })
  );
}
