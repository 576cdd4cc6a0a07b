import { Router, type Request, type Response } from 'express';
import type { Clock } from '../../clock.js';
import { jsonErrorHandler, only, refuse } from '../../http/http-responses.js';
import { DATA_SECURITY_HEADERS } from '../../http/security-headers.js';
import { jsonBody } from '../../http/whole-body.js';
import type { Log } from '../../telemetry/log/log.js';
import type { PersonSession } from '../../web/ports.js';
import type { ChatEvent } from '../chat-event.js';
import { MAX_QUESTION_CHARACTERS } from '../chat-limits.js';
import { chatResponse } from '../chat-response.js';
import { readAnswer } from '../page/read-answer.js';
import { forPerson, ownSiteRequests, refuseAddress, refuseUnknown } from './api-guard.js';
import type { Confirmations } from './confirmations.js';
import type { Conversations } from './conversations.js';
import { startEventStream } from './event-stream.js';
import { BUSY_TEXT, DAILY_LIMIT_TEXTS } from './limit-texts.js';
import type { BegunAnswer, PersonChats, Refused } from './person-chats.js';
import { decisionBody, questionBody } from './request-schemas.js';
import { workspaceApi, type WorkspaceApiOptions } from './workspace-api.js';

/** Bytes: a question in any script, and the ids. */
const MAX_BODY_BYTES = 128 * 1024;

interface ChatApiOptions extends WorkspaceApiOptions {
  readonly publicUrl: string;
  readonly chats: PersonChats;
  readonly conversations: Conversations;
  readonly confirmations: Confirmations;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** Questions and conversations as JSON, or as events while they are answered. Mount at `/api/chat`. */
export function chatApi(options: ChatApiOptions): Router {
  const { publicUrl, sessions, chats, conversations, confirmations, clock, log } = options;

  const ask = async ({ personId }: PersonSession, request: Request, response: Response): Promise<void> => {
    const asked = questionBody.safeParse(request.body);
    if (!asked.success) {
      refuse(
        response,
        400,
        'invalid_request',
        `The body takes message (1 to ${MAX_QUESTION_CHARACTERS} characters), conversationId and workspaceIds.`,
        String(asked.error.issues[0]?.path[0] ?? 'message'),
      );
      return;
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { message, conversationId, workspaceIds } = asked.data;
    const wantsEvents = request.headers.accept?.includes('text/event-stream') === true;
    const begun = await chats.begin(
      personId,
      { message, conversationId, workspaceIds },
      { mayAsk: wantsEvents, signal: gone.signal },
    );
    if (begun.kind !== 'begun') {
      refuseQuestion(response, begun);
    } else if (wantsEvents) {
      await sendEvents(response, begun);
    } else {
      await sendWhole(response, begun, clock.now());
    }
  };

  const confirm = forPerson(sessions, async ({ personId }, request, response) => {
    const decided = decisionBody.safeParse(request.body);
    if (!decided.success) {
      refuse(response, 400, 'invalid_request', 'The body takes id, and answer as "yes" or "no".');
    } else if (confirmations.answer(personId, decided.data.id, decided.data.answer)) {
      response.json({ status: 'answered' });
    } else {
      refuseUnknown(response);
    }
  });

  const list = forPerson(sessions, async ({ personId }, _request, response) => {
    // Looked up first: what is over by then is in the list.
    const answering = chats.answering(personId).map(({ conversationId }) => conversationId);
    response.json({ conversations: await conversations.list(personId), answering });
  });

  const remove = forPerson(sessions, async ({ personId }, request, response) => {
    if (await chats.delete(personId, String(request.params['id']))) {
      response.status(204).end();
    } else {
      refuseUnknown(response);
    }
  });

  const router = Router();
  const own = ownSiteRequests(publicUrl);
  const body = [jsonOnly, jsonBody(MAX_BODY_BYTES)];
  router.use((_request, response, next) => {
    response.set(DATA_SECURITY_HEADERS);
    next();
  });
  router.all('/multi', only('POST'), own, ...body, forPerson(sessions, ask));
  router.all('/confirm', only('POST'), own, ...body, confirm);
  router.all('/conversations', only('GET'), list);
  router.all('/conversations/:id', only('DELETE'), own, remove);
  router.use(workspaceApi(options));
  router.use(refuseAddress);
  router.use(jsonErrorHandler(log, () => 'The database cannot be reached at the moment.'));
  return router;
}

/** A form of another site can send no JSON. */
function jsonOnly(request: Request, response: Response, next: () => void): void {
  if (request.is('application/json') === false) {
    refuse(response, 415, 'unsupported_media_type', 'Send JSON, with the content type application/json.');
  } else {
    next();
  }
}

function refuseQuestion(response: Response, refused: Refused): void {
  switch (refused.kind) {
    case 'unknown':
      if (refused.what === 'workspace') {
        refuseUnknown(response);
      } else {
        // It may have been deleted on another page, or have ended: a page begins a new one then.
        const message =
          'This conversation is not there any more. Send the question again to begin a new one.';
        response.status(404).json({ error: 'not_found', message, unknown: 'conversation' });
      }
      break;
    case 'busy':
      refuse(response, 409, 'too_many_requests', BUSY_TEXT);
      break;
    case 'limit':
      response.status(429).json({
        error: 'too_many_requests',
        message: DAILY_LIMIT_TEXTS[refused.limit],
        limit: refused.limit,
      });
  }
}

async function sendEvents(response: Response, { conversationId, events }: BegunAnswer): Promise<void> {
  const stream = startEventStream(response);
  stream.send('conversation', { conversationId });
  for await (const event of events) {
    if (stream.left.aborted) {
      break;
    }
    const { type, ...data } = event;
    // What the page shows in place of the text: models write Markdown.
    stream.send(type, type === 'done' ? { ...data, blocks: readAnswer(event.response) } : data);
  }
  stream.end();
}

async function sendWhole(
  response: Response,
  { conversationId, events }: BegunAnswer,
  now: Date,
): Promise<void> {
  const told: Told = { left: [] };
  for await (const event of events) {
    note(told, event);
  }
  const { done, limit, failed, left } = told;
  if (response.closed) {
    return;
  }
  if (failed !== undefined && (done === undefined || (done.response === '' && done.toolCalls.length === 0))) {
    const status = failed.reason === 'busy' ? 503 : 502;
    response.status(status).json({ error: 'model_failed', message: failed.message, reason: failed.reason });
    return;
  }
  response.json({
    ...chatResponse(done ?? { response: '', toolCalls: [], serversUsed: [] }, conversationId, now),
    ...(limit === undefined ? {} : { limit: { limit: limit.limit, message: limit.message } }),
    ...(failed === undefined ? {} : { failed: { reason: failed.reason, message: failed.message } }),
    ...(left.length === 0 ? {} : { servers_left_out: left }),
  });
}

/** What the events of an answer come to. */
interface Told {
  done?: Extract<ChatEvent, { type: 'done' }>;
  limit?: Extract<ChatEvent, { type: 'limit' }>;
  failed?: Extract<ChatEvent, { type: 'failed' }>;
  readonly left: { readonly server: string; readonly reason: string }[];
}

function note(told: Told, event: { readonly type: string }): void {
  const one = event as ChatEvent;
  switch (one.type) {
    case 'done':
      told.done = one;
      break;
    case 'limit':
      told.limit = one;
      break;
    case 'failed':
      told.failed = one;
      break;
    case 'server-left-out':
      told.left.push({ server: one.server, reason: one.reason });
      break;
    default:
  }
}
