// Parts of Notion's objects, as both hostile Notions send them.

/** When all of it was written. */
export const TIME = '2026-11-01T10:00:00.000Z';
/** Whoever wrote all of it. */
export const user = { object: 'user', id: '00000000-0000-4000-a000-000000000000' };

/** What every object says of its making. */
export const authored = {
  created_time: TIME,
  last_edited_time: TIME,
  created_by: user,
  last_edited_by: user,
  in_trash: false,
  is_archived: false,
};

/** A piece of rich text; `extra` changes its annotations. */
export function text(content: string, extra: object = {}) {
  return {
    type: 'text',
    text: { content, link: null },
    annotations: {
      bold: false,
      italic: false,
      strikethrough: false,
      underline: false,
      code: false,
      color: 'default',
      ...extra,
    },
    plain_text: content,
    href: null,
  };
}

/** A page below this parent, with nothing but a title unless `properties` say otherwise. */
export function page(
  id: string,
  title: string,
  parent: object = { type: 'workspace', workspace: true },
  properties: object = { title: { id: 'title', type: 'title', title: [text(title)] } },
) {
  return {
    object: 'page',
    id,
    ...authored,
    is_locked: false,
    cover: null,
    icon: null,
    parent,
    properties,
    url: urlOf(id),
    public_url: null,
  };
}

/** A block without children. */
export function block(id: string, parent: string, type: string, content: object) {
  return {
    object: 'block',
    id,
    ...authored,
    parent: { type: 'page_id', page_id: parent },
    has_children: false,
    type,
    [type]: content,
  };
}

/** One page of a list; `next` is the cursor of the one after it. */
export function list(results: readonly object[], next?: string) {
  return { object: 'list', results, next_cursor: next ?? null, has_more: next !== undefined };
}

/** The address that a page or database has in the app. */
export function urlOf(id: string): string {
  return `https://app.notion.com/p/${id.replaceAll('-', '')}`;
}

/** A text of this length that repeats the unit. */
export function repeat(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}
