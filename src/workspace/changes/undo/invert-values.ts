import * as z from 'zod';
import { schemaOf } from '../page-schema.js';
import { fieldEntries, holdsValues, setPage, type PageValues } from '../set-page.js';
import { refused, type Invert } from './inverse.js';
import { invertPage } from './page-in-use.js';

const payload = z.record(z.string(), z.unknown());
const pageValues = z.object({
  properties: z.record(z.string(), payload),
  fields: z.partialRecord(z.enum(['icon', 'cover', 'is_locked']), z.unknown()),
});

/** Values get back what was there before them, unless somebody has changed them since. */
export const invertValues: Invert = (session, step, { ids }) =>
  Promise.all(
    ids.map((id) =>
      invertPage(session, step, id, async (page) => {
        const after = pageValues.parse(step.after) as PageValues;
        const before = pageValues.parse(step.before) as PageValues;
        if (!holdsValues(page, after)) {
          return refused(step, 'Its values were changed since.');
        }
        if (Object.keys(before.properties).length + Object.keys(before.fields).length === 0) {
          return refused(step, 'Notion cannot bring back what was there.');
        }
        return {
          kind: 'possible',
          unit: 'page',
          step: setPage(session, page, before),
          shown: { page, schema: await schemaOf(session, page), values: before, after: undefined },
          lost: lostValues(before, after),
        };
      }),
    ),
  );

function lostValues(before: PageValues, after: PageValues): readonly string[] {
  return [
    ...Object.keys(after.properties).filter((name) => !Object.hasOwn(before.properties, name)),
    ...fieldEntries(after.fields).flatMap(([name]) => (Object.hasOwn(before.fields, name) ? [] : [name])),
  ];
}
