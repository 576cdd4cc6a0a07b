import { isRecord } from '../../text/json.js';
import { takeColumn, takeMember, membersOf } from '../query/forms/members.js';

const NAMES = ['property', 'name', 'column', 'field', 'key'];

/** `[{"name": "Status", "value": "Done"}]` as `{"Status": "Done"}`; anything else stays for the schema to accept or refuse. */
export function readNamedValues(written: unknown): unknown {
  if (!Array.isArray(written) || written.length === 0) {
    return written;
  }
  const entries = written.map((item: unknown) => {
    const column = isRecord(item) && 'value' in item ? takeColumn(membersOf(item), NAMES) : undefined;
    const isWhole = column !== undefined && takeMember(column.rest, ['value']).rest.size === 0;
    return isWhole && isRecord(item) ? ([column.column, item['value']] as const) : undefined;
  });
  const names = new Set(entries.map((entry) => entry?.[0]));
  return names.has(undefined) || names.size < entries.length
    ? written
    : Object.fromEntries(entries.filter((entry) => entry !== undefined));
}
