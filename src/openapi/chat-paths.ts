import * as z from 'zod';
import { chatId as id, decisionBody, questionBody } from '../chat/site/request-schemas.js';
import { operation, type Described, type PathItem } from './describe.js';

const FORM = 'application/x-www-form-urlencoded';
/** Reading is bounded by how much of it goes on at once, not by a count. */
const READING = [401, 405, 503] as const;
const API = [...READING, 429] as const;
const SENDING = [...API, 400, 403, 404, 413, 415] as const;
const loose = z.looseObject({});
const ofWorkspace = z.object({ workspaceId: id });

/** The page of the chat, what its script asks, and the addresses of an earlier product. */
export function chatPaths(): Readonly<Record<string, PathItem>> {
  return {
    '/chat': {
      get: page('Show the chat', { query: z.object({ conversation: id.optional() }) }),
      post: form(
        'Ask without a script',
        'A question that is refused is answered with the page, which says why.',
      ),
    },
    '/chat/delete': { post: form('Delete a conversation without a script') },
    '/chat/script/{version}/{name}': {
      get: operation({
        tag: 'Pages',
        summary: 'Load a script of the chat',
        path: { version: z.string(), name: z.string() },
        answers: 'text/javascript',
        fails: [404],
        security: [],
      }),
    },
    '/api/chat/multi': {
      post: api('Ask the model', {
        description:
          'With `Accept: text/event-stream` the answer comes as events, and changes can be confirmed.',
        body: questionBody,
        fails: [...SENDING, 409, 502],
      }),
    },
    '/api/chat/confirm': { post: api('Allow or refuse a change', { body: decisionBody, fails: SENDING }) },
    '/api/chat/conversations': { get: api('List my conversations', { fails: READING }) },
    '/api/chat/conversations/{id}': {
      delete: api('Delete a conversation', { path: { id }, status: 204, fails: [...API, 403, 404] }),
    },
    '/api/chat/databases': {
      get: api('List the databases of a workspace', { query: ofWorkspace, fails: [...READING, 404, 409] }),
    },
    '/api/chat/columns': {
      get: api('List the columns of a database', {
        query: ofWorkspace.extend({ database: z.string().min(1).max(300) }),
        fails: [...READING, 404, 409],
      }),
    },
    ...formerPaths(),
  };
}

function formerPaths(): Readonly<Record<string, PathItem>> {
  return {
    '/api/notion/auth': { get: page('Show the button that leads to Notion', {}) },
    '/api/notion/callback': { get: page('Return from Notion to the former address', { status: 303 }) },
    '/api/notion/workspaces': { get: api('List my workspaces', { fails: READING }) },
    '/api/notion/connect': {
      post: api('List the tools of a workspace', {
        query: z.object({ workspace_id: id }),
        fails: [...API, 403, 404, 409],
      }),
    },
    '/api/notion/disconnect/{id}': {
      delete: api('Disconnect my workspace', { path: { id }, fails: [...API, 403, 404] }),
    },
  };
}

/** The person is known by the cookie of their browser: no key opens these, and a 401 asks for none. */
function api(
  summary: string,
  parts: Partial<
    Pick<Parameters<typeof operation>[0], 'description' | 'path' | 'query' | 'body' | 'status' | 'fails'>
  >,
): Described {
  return operation({ tag: 'Chat', summary, answers: loose, fails: API, security: [], ...parts });
}

function page(
  summary: string,
  parts: Partial<Pick<Parameters<typeof operation>[0], 'query' | 'status'>>,
): Described {
  return operation({ tag: 'Pages', summary, answers: 'text/html', security: [], ...parts });
}

function form(summary: string, description?: string): Described {
  return operation({
    tag: 'Pages',
    summary,
    ...(description === undefined ? {} : { description }),
    bodyType: FORM,
    body: z.looseObject({ form_token: z.string().max(200) }),
    status: 303,
    answers: 'text/html',
    fails: [403, 413, 429],
    security: [],
  });
}
