import { titleText } from '../../../content/print/title-text.js';
import type { Schema } from '../../../content/properties/property-types.js';
import type { NotionSession } from '../../../notion/session.js';
import { arrayOf, field, recordOf, textField, type JsonRecord } from '../../../text/json.js';
import { columnName, viewWords } from '../../databases/view-note.js';
import type { LookupBudget } from '../../lookup-budget.js';
import type { ViewSettings } from './view-settings.js';

/** Columns that are named in one line. */
const MAX_SHOWN_COLUMNS = 10;
const BY_KEYS = ['group_by', 'date_property_id', 'map_by'];

/** What a view shows and how, by parts that an answer compares; '' where there is nothing to say. */
interface ShownSettings {
  readonly by: string;
  readonly filter: string;
  readonly sorts: string;
  readonly columns: string;
}

export async function shownSettings(
  session: NotionSession,
  settings: Omit<ViewSettings, 'name'>,
  schema: Schema,
  lookups: LookupBudget,
): Promise<ShownSettings> {
  const { filter, sorts } = await viewWords(
    session,
    {
      filter: settings.filter,
      quickFilters: recordOf(settings.quick_filters),
      sorts: arrayOf(settings.sorts),
    },
    schema,
    lookups,
  );
  return {
    by: byText(settings.configuration, schema),
    filter: String(filter),
    sorts: String(sorts),
    columns: columnsText(settings.configuration, schema),
  };
}

/** `board by Status; filter …; sorted by …; columns …` */
export function settingsText(type: string, { by, filter, sorts, columns }: ShownSettings): string {
  return [`${titleText(type)}${by === '' ? '' : ` ${by}`}`, filter, sorts, columns]
    .filter((part) => part !== '')
    .join('; ');
}

/** What of a view becomes what. */
export function changesText(name: string, to: string, before: ShownSettings, after: ShownSettings): string {
  const parts = (['by', 'filter', 'sorts', 'columns'] as const).flatMap((key) =>
    before[key] === after[key] ? [] : [`${before[key] || NONE[key]} → ${after[key] || NONE[key]}`],
  );
  return [...(name === to ? [] : [`renamed to ${titleText(to)}`]), ...parts].join('; ');
}

const NONE: Readonly<Record<keyof ShownSettings, string>> = {
  by: 'not grouped',
  filter: 'no filter',
  sorts: 'not sorted',
  columns: 'usual columns',
};

function byText(configuration: JsonRecord, schema: Schema): string {
  const [by] = BY_KEYS.flatMap((key) => {
    const value = configuration[key];
    const column = typeof value === 'string' ? value : textField(value, 'property_id');
    return column === undefined ? [] : [column];
  });
  return by === undefined ? '' : `by ${titleText(columnName(by, schema))}`;
}

function columnsText(configuration: JsonRecord, schema: Schema): string {
  const shown = arrayOf(configuration['properties']).flatMap((column) =>
    field(column, 'visible') === false ? [] : (textField(column, 'property_id') ?? []),
  );
  if (shown.length === 0) {
    return '';
  }
  const names = shown.slice(0, MAX_SHOWN_COLUMNS).map((column) => titleText(columnName(column, schema)));
  const more = shown.length - names.length;
  return `columns ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
