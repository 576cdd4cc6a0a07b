import { userNotFound } from '../errors.js';
import { listBody, pageRequestOfQuery, slice } from '../paging.js';
import { presentUser, presentUserById } from '../present/user.js';
import { pathId } from '../route.js';
function listUsers({ workspace, query }) {
    const users = [...workspace.users.values()].filter(({ guest }) => guest !== true);
    const { items, nextCursor } = slice(users, pageRequestOfQuery(query), (user) => user.id);
    return listBody('user', items.map((user) => presentUser(workspace, user)), nextCursor);
}
function retrieveUser(request) {
    const id = pathId(request, 'user_id');
    const user = request.workspace.users.get(id);
    if (user === undefined) {
        throw userNotFound(id);
    }
    return presentUser(request.workspace, user);
}
export const userRoutes = [
    { endpoint: 'GET /v1/users', answer: listUsers },
    {
        endpoint: 'GET /v1/users/me',
        answer: ({ workspace, connection }) => presentUserById(workspace, connection.botId),
    },
    { endpoint: 'GET /v1/users/{user_id}', answer: retrieveUser },
];
