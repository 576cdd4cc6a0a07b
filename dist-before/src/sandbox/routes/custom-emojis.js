import { pageRequestOfQuery, slice } from '../paging.js';
import { presentCustomEmoji } from '../present/file.js';
/** The one list without the empty object under its type's name. */
function listCustomEmojis({ workspace, query }) {
    const name = query.get('name');
    const found = workspace.customEmojis.filter((emoji) => name === null || emoji.name === name);
    const { items, nextCursor } = slice(found, pageRequestOfQuery(query), (emoji) => emoji.id);
    return {
        object: 'list',
        type: 'custom_emoji',
        results: items.map((emoji) => presentCustomEmoji(workspace, emoji.id)),
        has_more: nextCursor !== null,
        next_cursor: nextCursor,
    };
}
export const customEmojiRoutes = [
    { endpoint: 'GET /v1/custom_emojis', answer: listCustomEmojis },
];
