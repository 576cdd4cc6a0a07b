import type { PropertySchema } from '../../content/properties/property-types.js';
import { field, isRecord, recordOf, textField } from '../../text/json.js';
import { readJsonText } from '../../text/json-text.js';

/**
 * A value in the form of Notion's API, which many models know by heart, as the plain value that it says: `{"select": {"name": "A"}}`
 * is `A`. What has another form comes back as it is, and so does text with marks, links or mentions, which a plain value would lose.
 */
export function plainValue({ type }: PropertySchema, value: unknown): unknown {
  const given = isTextType(type) ? value : listInText(value);
  const inner = isRecord(given) && Object.hasOwn(given, type) ? given[type] : given;
  switch (type) {
    case 'title':
    case 'rich_text':
      return plainText(inner) ?? inner;
    case 'select':
    case 'status':
    case 'multi_select':
      return each(inner, (item) => textField(item, 'name'));
    case 'people':
      return each(
        inner,
        (item) =>
          textField(item, 'id') ?? textField(field(item, 'person'), 'email') ?? textField(item, 'name'),
      );
    case 'relation':
      return each(inner, (item) => textField(item, 'id'));
    case 'files':
      return each(inner, (item) => textField(field(item, 'external'), 'url'));
    default:
      return inner;
  }
}

function isTextType(type: string): boolean {
  return ['title', 'rich_text', 'url', 'email', 'phone_number'].includes(type);
}

/** A list or an object that arrived as JSON text, as clients send it that know texts only: else an option would be made of it. */
function listInText(value: unknown): unknown {
  const read = typeof value === 'string' ? readJsonText(value) : undefined;
  const items: readonly unknown[] = Array.isArray(read) ? read : [read];
  return items.every((item) => typeof item === 'string' || isRecord(item)) ? read : value;
}

function each(value: unknown, read: (item: unknown) => string | undefined): unknown {
  const plain = (item: unknown): unknown => (isRecord(item) ? (read(item) ?? item) : item);
  return Array.isArray(value) ? value.map(plain) : plain(value);
}

function plainText(value: unknown): string | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const texts = value.map((item) => (isPlain(item) ? textField(field(item, 'text'), 'content') : undefined));
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function isPlain(item: unknown): boolean {
  const marks = Object.values(recordOf(field(item, 'annotations')));
  const link = field(field(item, 'text'), 'link');
  return marks.every((mark) => mark === false || mark === 'default') && (link === undefined || link === null);
}
