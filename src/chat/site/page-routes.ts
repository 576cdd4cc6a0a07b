import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Clock } from '../../clock.js';
import { BASE_SECURITY_HEADERS } from '../../http/security-headers.js';
import type { Log } from '../../telemetry/log/log.js';
import { formBody } from '../../http/whole-body.js';
import { hasFormToken, ownSiteOnly, pageErrorHandler, readForm } from '../../web/form-guard.js';
import { formTokenOf } from '../../web/forms.js';
import { noticePage } from '../../web/pages/notice-page.js';
import { notFound, unreadableFormPage } from '../../web/pages/problem-pages.js';
import type { PersonSession, PersonSessions } from '../../web/ports.js';
import { sendPage } from '../../web/send-page.js';
import type { SitePaths } from '../../web/site-paths.js';
import { MAX_QUESTION_CHARACTERS } from '../chat-limits.js';
import { chatPage, chatSignInPage } from '../page/chat-page.js';
import type { PageScripts } from '../page/page-scripts.js';
import type { ChatView } from '../page/view.js';
import type { Conversations } from './conversations.js';
import { BUSY_TEXT, DAILY_LIMIT_TEXTS } from './limit-texts.js';
import type { PersonChats, Refused } from './person-chats.js';
import type { ChatBackend, ChatWorkspace } from './ports.js';
import { MAX_ID_CHARACTERS } from './request-schemas.js';

/** Of a form with a question: up to nine bytes for a character that is sent encoded, and what else it holds. */
const MAX_QUESTION_BYTES = 9 * MAX_QUESTION_CHARACTERS + 32 * 1024;
const MAX_QUESTION_FIELDS = 250;

interface PageRoutesOptions {
  readonly paths: SitePaths & { readonly chat: string };
  readonly apiPath: string;
  readonly sessions: PersonSessions;
  readonly backend: Pick<ChatBackend, 'modelName' | 'otherServers'>;
  readonly chats: PersonChats;
  readonly conversations: Conversations;
  readonly workspacesOf: (personId: string) => Promise<readonly ChatWorkspace[]>;
  readonly scripts: PageScripts;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** The page of the chat: as a plain form, and with a script for more. Mount at `/chat`. */
export function chatPageRoutes(options: PageRoutesOptions): Router {
  const { paths, apiPath, sessions, backend, chats, conversations, workspacesOf, scripts } = options;

  const signedIn =
    (
      answer: (person: PersonSession, request: Request, response: Response) => Promise<void>,
    ): RequestHandler =>
    async (request, response) => {
      const person = await sessions.find(request);
      if (person === undefined) {
        if (request.method === 'POST') {
          response.redirect(303, paths.chat);
        } else {
          const formToken = formTokenOf(sessions.secretOf(request, response));
          sendPage(response, chatSignInPage(paths, formToken, false));
        }
      } else if (request.method !== 'POST' || hasFormToken(request, response, person.browserSecret)) {
        await answer(person, request, response);
      }
    };

  const show = async (
    person: PersonSession,
    response: Response,
    view: Pick<ChatView, 'chosen' | 'refused' | 'done'> & { readonly conversationId: string | undefined },
  ): Promise<void> => {
    const { conversationId, ...rest } = view;
    // Looked up first: an answer that is over by then is in the conversation.
    const answering = chats
      .answering(person.personId)
      .find((one) => one.conversationId === conversationId)?.question;
    const [workspaces, all, kept] = await Promise.all([
      workspacesOf(person.personId),
      conversations.list(person.personId),
      conversationId === undefined ? undefined : conversations.find(person.personId, conversationId),
    ]);
    const conversation =
      kept ??
      (conversationId === undefined || answering === undefined
        ? undefined
        : { id: conversationId, turns: [] });
    if (conversationId !== undefined && conversation === undefined) {
      sendPage(response, noticePage(notFound(paths.home)));
      return;
    }
    sendPage(
      response,
      chatPage({
        ...rest,
        paths,
        chatPath: paths.chat,
        apiPath,
        scriptPath: `${paths.chat}/script/${scripts.version}/chat.js`,
        formToken: formTokenOf(person.browserSecret),
        personName: person.name,
        modelName: backend.modelName,
        workspaces,
        otherServers: backend.otherServers,
        conversation,
        answering,
        conversations: all,
        now: options.clock.now(),
      }),
    );
  };

  const open = signedIn(async (person, { query }, response) => {
    const { conversation, done } = query;
    await show(person, response, {
      conversationId: typeof conversation === 'string' ? conversation.slice(0, MAX_ID_CHARACTERS) : undefined,
      chosen: undefined,
      refused: undefined,
      done: done === 'connected' || done === 'switched' || done === 'deleted' ? done : undefined,
    });
  });

  const ask = signedIn(async (person, request, response) => {
    const asked = readQuestion(request.body);
    if (asked === undefined) {
      sendPage(response, noticePage(unreadableFormPage));
      return;
    }
    const again = (text: string): Promise<void> =>
      show(person, response, {
        conversationId: asked.conversationId,
        chosen: asked.workspaceIds,
        refused: { text, message: asked.message },
        done: undefined,
      });
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const begun = await chats.begin(person.personId, asked, { mayAsk: false, signal: gone.signal });
    if (begun.kind === 'unknown') {
      sendPage(response, noticePage(notFound(paths.home)));
    } else if (begun.kind === 'begun') {
      // The conversation keeps the answer, and is shown as a whole.
      let unkept: string | undefined;
      for await (const event of begun.events) {
        unkept = event.type === 'failed' && event.reason === 'unkept' ? event.message : unkept;
      }
      if (unkept === undefined) {
        response.redirect(
          303,
          `${paths.chat}?${new URLSearchParams({ conversation: begun.conversationId }).toString()}`,
        );
      } else {
        await again(unkept);
      }
    } else {
      await again(textOf(begun));
    }
  });

  const remove = signedIn(async ({ personId }, request, response) => {
    if (await chats.delete(personId, fieldOf(request.body, 'conversation') ?? '')) {
      response.redirect(303, `${paths.chat}?done=deleted`);
    } else {
      sendPage(response, noticePage(notFound(paths.home)));
    }
  });

  const script: RequestHandler = ({ params }, response, next) => {
    const text = params['version'] === scripts.version ? scripts.textOf(String(params['name'])) : undefined;
    if (text === undefined) {
      next();
      return;
    }
    response
      .set({
        ...BASE_SECURITY_HEADERS,
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
      })
      .send(text);
  };

  const router = Router();
  const form: readonly RequestHandler[] = [ownSiteOnly, readForm];
  const question: readonly RequestHandler[] = [
    ownSiteOnly,
    formBody(MAX_QUESTION_BYTES, MAX_QUESTION_FIELDS),
  ];
  router
    .route('/')
    .get(open)
    .post(...question, ask);
  router.post('/delete', ...form, remove);
  router.get('/script/:version/:name', script);
  router.use((_request, response) => sendPage(response, noticePage(notFound(paths.home))));
  router.use(pageErrorHandler(options.log));
  return router;
}

function textOf(refused: Exclude<Refused, { kind: 'unknown' }>): string {
  return refused.kind === 'busy' ? BUSY_TEXT : DAILY_LIMIT_TEXTS[refused.limit];
}

/** The question of a form; undefined if it is none. */
function readQuestion(
  body: unknown,
):
  | { readonly message: string; readonly conversationId: string | undefined; readonly workspaceIds: string[] }
  | undefined {
  // Browsers send two characters for each line break.
  const message = (fieldOf(body, 'message', 2 * MAX_QUESTION_CHARACTERS) ?? '')
    .replaceAll('\r\n', '\n')
    .trim();
  return message === '' || message.length > MAX_QUESTION_CHARACTERS
    ? undefined
    : {
        message,
        conversationId: fieldOf(body, 'conversation'),
        workspaceIds: fieldsOf(body, 'workspace'),
      };
}

function fieldOf(body: unknown, name: string, most = MAX_ID_CHARACTERS): string | undefined {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' && value !== '' && value.length <= most ? value : undefined;
}

/** A field that may come several times. */
function fieldsOf(body: unknown, name: string): string[] {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((one) =>
    typeof one === 'string' && one.length <= MAX_ID_CHARACTERS && one !== '' ? [one] : [],
  );
}
