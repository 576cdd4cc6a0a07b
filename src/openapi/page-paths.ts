import * as z from 'zod';
import { operation, type Described, type PathItem } from './describe.js';

const form = z.looseObject({ form_token: z.string().max(200) });
const about = z.object({ id: z.string().max(2048).optional() });

function show(summary: string, query?: z.ZodObject): Described {
  return operation({
    tag: 'Pages',
    summary,
    ...(query === undefined ? {} : { query }),
    answers: 'text/html',
    security: [],
  });
}

function send(summary: string, query?: z.ZodObject): Described {
  return operation({
    tag: 'Pages',
    summary,
    ...(query === undefined ? {} : { query }),
    bodyType: 'application/x-www-form-urlencoded',
    body: form,
    status: 303,
    answers: 'text/html',
    fails: [403, 429],
    security: [],
  });
}

/** The pages of a server at which nobody signs in: they lead to the links that programs give. */
export function linkPages(): Readonly<Record<string, PathItem>> {
  return {
    '/': { get: show('Show how workspaces are connected') },
    '/connections': { get: show('Show how workspaces are connected, at the address of connections') },
  };
}

/** The pages for people. */
export function pagePaths(): Readonly<Record<string, PathItem>> {
  return {
    '/': { get: show('Show how apps are attached') },
    '/connections': { get: show('Show my workspaces and apps') },
    '/connections/connect': { post: send('Connect a workspace') },
    '/connections/connect-hosted': { post: send('Connect a workspace through the hosted server', about) },
    '/connections/sign-out': { post: send('Sign out') },
    '/connections/sign-out-everywhere': {
      get: show('Ask whether to sign out everywhere'),
      post: send('Sign out everywhere'),
    },
    '/connections/reconnect': { post: send('Reconnect a workspace', about) },
    '/connections/disconnect': {
      get: show('Ask whether to disconnect a workspace', about),
      post: send('Disconnect a workspace', about),
    },
    '/connections/app': {
      get: show('Show what an app may read', about),
      post: send('Choose what an app may read', about),
    },
    '/connections/remove-app': {
      get: show('Ask whether to remove an app', about),
      post: send('Remove an app', about),
    },
    '/connections/undo': { post: send('Undo a change', about) },
    '/connections/stop-changes': { post: send('End the changes of an app', about) },
  };
}
