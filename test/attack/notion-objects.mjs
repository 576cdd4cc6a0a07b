// Parts of Notion's objects, as both hostile Notions send them.

/** A piece of rich text; `extra` changes its annotations. */
export const text = (content, extra = {}) => ({
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
});

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
