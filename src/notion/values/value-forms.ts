import { isRecord } from '../../text/json.js';
import { membersOf, takeColumn, takeMember, type Members } from '../query/forms/members.js';

const NAMES = ['property', 'name', 'column', 'field', 'key'];

/** `[{"name": "Status", "value": "Done"}]` as `{"Status": "Done"}`; anything else stays for the schema to accept or refuse. */
export function readNamedValues(written: unknown): unknown {
  return byName(written, (rest, item) => {
    const others = takeMember(rest, ['value']).rest;
    return 'value' in item && others.size === 0 ? { value: item['value'] } : undefined;
  });
}

/** `[{"name": "Stage", "type": "select"}]` as `{"Stage": {"type": "select"}}`; anything else stays as it is. */
export function readNamedColumns(written: unknown): unknown {
  return byName(written, (rest) => (rest.has('type') ? { value: Object.fromEntries(rest) } : undefined));
}

/** A list of objects with names as one object, unless something would be lost with that. */
function byName(
  written: unknown,
  read: (rest: Members, item: Readonly<Record<string, unknown>>) => { readonly value: unknown } | undefined,
): unknown {
  if (!Array.isArray(written) || written.length === 0) {
    return written;
  }
  const entries = written.map((item: unknown) => {
    const column = isRecord(item) ? takeColumn(membersOf(item), NAMES) : undefined;
    const found = column !== undefined && isRecord(item) ? read(column.rest, item) : undefined;
    return column === undefined || found === undefined ? undefined : ([column.column, found.value] as const);
  });
  const names = new Set(entries.map((entry) => entry?.[0]));
  return names.has(undefined) || names.size < entries.length
    ? written
    : Object.fromEntries(entries.filter((entry) => entry !== undefined));
}
