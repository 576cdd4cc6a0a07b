/** Mentions whose text is the title of something else, which has authors of its own. */
const TITLED: ReadonlySet<unknown> = new Set(['page', 'database', 'data_source']);

/**
 * A Notion object without the titles that mentions in its text repeat: whoever mentions a page has not written its title.
 * The title is then looked up like any other, and shown if its page may be read. Of a mentioned web page the address stays.
 */
export function withoutForeignTitles<Value>(value: Value): Value {
  // The shape stays; only texts become empty.
  return strip(value) as Value;
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(strip);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const fields: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, strip(inner)]),
  );
  const { mention } = fields;
  if (fields['type'] !== 'mention' || typeof mention !== 'object' || mention === null) {
    return fields;
  }
  const { type, link_mention: link }: { type?: unknown; link_mention?: unknown } = mention;
  if (TITLED.has(type)) {
    return { ...fields, plain_text: '' };
  }
  if (type === 'link_mention') {
    const href = typeof link === 'object' && link !== null && 'href' in link ? link.href : '';
    return { ...fields, mention: { type, link_mention: { href } }, plain_text: href };
  }
  return fields;
}
