import { attribute } from '../../../markdown/inline.js';
/** People whose name or address has the query, as one XML text. */
export function findUsers(workspace, query) {
    const wanted = query.toLowerCase();
    const found = [...workspace.users.values()].filter(({ bot, name, email }) => !bot && `${name}\n${email ?? ''}`.toLowerCase().includes(wanted));
    return [
        '<users-search-results>',
        ...found.map(({ id, name, email }) => `<user url="user://${id}" name="${attribute(name)}"${email === null ? '' : ` email="${attribute(email)}"`}/>`),
        '</users-search-results>',
    ].join('\n');
}
