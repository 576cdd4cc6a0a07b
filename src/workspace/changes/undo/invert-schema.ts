import type { DataSourceObjectResponse } from '@notionhq/client';
import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import type { PropertySchema } from '../../../content/properties/property-types.js';
import { isNotFound } from '../../../errors.js';
import { retrieveCurrentDataSource } from '../../../notion/endpoints/databases.js';
import { stateOf } from '../../../notion/object-state.js';
import { isComputed } from '../../../notion/values/computed-types.js';
import type { WritingSession } from '../../../notion/session.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { isRecord } from '../../../text/json.js';
import { say, Words } from '../../../text/words.js';
import { columnNow, isApplied, isDestructive, type ColumnChange } from '../schema/column-change.js';
import { countEntered } from '../schema/count-values.js';
import { recordedSchema, setSchema, type SchemaValues } from '../schema/set-schema.js';
import { refused, type Inverse, type Invert } from './inverse.js';

/** A column goes back, or why it does not, or not wholly. */
interface ColumnInverse {
  readonly change?: ColumnChange;
  readonly line?: string;
  readonly refusal?: Words;
}

/**
 * Columns get their names and formats back; those that were added go, unless somebody has entered something. Removed columns
 * and values that another type has cut are lost, and options stay, for rows may have them.
 */
export const invertSchema: Invert = async (session, step) => {
  const { values: made, titleBefore } = recordedSchema(step);
  const source = await sourceInUse(session, step.target);
  if (source instanceof Words) {
    return [refused(step, source)];
  }
  const inverses = await Promise.all(
    made.columns.map(async (change) => ({ change, inverse: await invertColumn(session, source, change) })),
  );
  const isOurTitle = made.title !== undefined && plainText(source.title) === made.title;
  const values: SchemaValues = {
    columns: inverses.flatMap(({ inverse }) => inverse.change ?? []),
    ...(isOurTitle && titleBefore !== undefined ? { title: titleBefore } : {}),
  };
  const refusals: Inverse[] = inverses.flatMap(({ change, inverse }) =>
    inverse.refusal === undefined ? [] : [refused({ title: change.to }, inverse.refusal)],
  );
  if (made.title !== undefined && !isOurTitle) {
    refusals.push(refused({ title: made.title }, say`It was renamed since.`));
  }
  if (values.columns.length === 0 && values.title === undefined) {
    return refusals;
  }
  const lines = [
    `${titleText(step.title)} ${shortUrl(source.url)}`,
    ...(values.title === undefined
      ? []
      : [`Title: ${titleText(made.title ?? '')} → ${titleText(values.title)}`]),
    ...inverses.flatMap(({ inverse }) => inverse.line ?? []),
  ];
  return [
    {
      kind: 'possible',
      unit: 'database',
      step: setSchema(session, source, step.title, values),
      shown: lines.join('\n'),
      lost: [],
    },
    ...refusals,
  ];
};

async function invertColumn(
  session: WritingSession,
  source: DataSourceObjectResponse,
  change: ColumnChange,
): Promise<ColumnInverse> {
  const now = columnNow(source.properties, change);
  if (change.kind === 'remove') {
    return { refusal: say`Notion does not bring back a column that was removed.` };
  }
  if (now === undefined || !isApplied(source.properties, change)) {
    return { refusal: say`It was changed or removed since.` };
  }
  const was = change.before;
  if (was === undefined) {
    const entered = isComputed(now.type) ? 0 : await countEntered(session, source.id, now);
    return entered === 0
      ? {
          change: {
            kind: 'remove',
            name: now.name,
            before: now,
            to: now.name,
            type: now.type,
            payload: null,
            newOptions: [],
          },
          line: `${titleText(now.name)}: removed`,
        }
      : { refusal: entered === undefined ? say`It may have values.` : say`Rows have values in it.` };
  }
  const stays = [
    ...(isDestructive(change) ? [say`Notion does not bring back the values that its other type had.`] : []),
    ...(change.newOptions.length > 0 && !isDestructive(change)
      ? [say`Its new options stay; rows may have them.`]
      : []),
  ];
  const isNumber = !isDestructive(change) && now.type === 'number' && isRecord(change.payload?.['number']);
  const payload = {
    ...(was.name === now.name ? {} : { name: was.name }),
    ...(isNumber ? { number: was['number'] } : {}),
  };
  return {
    ...(Object.keys(payload).length === 0
      ? {}
      : {
          change: {
            kind: 'alter',
            name: now.name,
            before: now,
            to: was.name,
            type: now.type,
            payload: { ...payload, ...described(now) },
            newOptions: [],
          },
          line: `${titleText(now.name)}: as it was before${was.name === now.name ? '' : `, ${titleText(was.name)}`}`,
        }),
    ...(stays.length === 0 ? {} : { refusal: Words.join(stays, ' ') }),
  };
}

/** A description that is not sent again is cleared. */
function described({ description }: PropertySchema): object {
  return typeof description === 'string' && description !== '' ? { description } : {};
}

/** The data source as it is now, or why it cannot be changed. */
async function sourceInUse(session: WritingSession, id: string): Promise<DataSourceObjectResponse | Words> {
  try {
    const source = await retrieveCurrentDataSource(session, id);
    return stateOf(source) === undefined ? source : say`It is in the trash.`;
  } catch (error) {
    if (isNotFound(error)) {
      return say`It is gone, or no longer shared with this connection.`;
    }
    throw error;
  }
}
