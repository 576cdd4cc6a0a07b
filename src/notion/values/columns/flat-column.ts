import { isRecord, type JsonRecord } from '../../../text/json.js';
import { isColumnType } from './column-types.js';

/** What Notion's API calls a member of a relation or a rollup, and what it is called here. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['data_source_id', 'to'],
  ['database_id', 'to'],
  ['relation_property_name', 'relation'],
  ['rollup_property_name', 'property'],
]);

/**
 * A column in the form of Notion's API, `{"number": {"format": "euro"}}`, also with its `type` beside, in the form that
 * is documented here; anything else as it is. A relation of two sides has the name of the other one inside its
 * `dual_property`.
 */
export function flatColumn(given: JsonRecord): JsonRecord {
  const type = Object.keys(given).find((key) => isColumnType(key) && isRecord(given[key]));
  if (type === undefined || (given['type'] !== undefined && given['type'] !== type)) {
    return given;
  }
  const { [type]: value, ...outer } = given;
  const inner = value as JsonRecord;
  const members = Object.entries(inner).flatMap(([key, value]): [string, unknown][] => {
    if (type === 'relation' && (key === 'type' || key === 'single_property')) {
      return [];
    }
    if (key === 'database_id' && inner['data_source_id'] !== undefined) {
      // As Notion answers: a database may have several sources, and the one is named.
      return [];
    }
    if (type === 'relation' && key === 'dual_property') {
      return [['two_way', isRecord(value) ? (value['synced_property_name'] ?? true) : true]];
    }
    return [[OTHER_NAMES.get(key) ?? key, value]];
  });
  return { ...outer, type, ...Object.fromEntries(members) };
}
