import type { ServerResponse } from 'node:http';
import { startTestServer } from '../servers/test-server.js';

/** A Notion that accepts every token and holds each search until it is released, or its sender gives up. */
export interface HeldNotion {
  readonly url: string;
  /** Searches that have arrived so far. */
  searches(): number;
  /** Resolves when a search has arrived. */
  readonly arrived: Promise<void>;
  /** Resolves when the sender of a held search has hung up. */
  readonly abandoned: Promise<void>;
  /** Answers what is held, and from now on every search at once. */
  release(): void;
  close(): Promise<void>;
}

const EMPTY_LIST = {
  object: 'list',
  results: [],
  has_more: false,
  next_cursor: null,
  type: 'page_or_data_source',
};
const BOT = { object: 'user', id: '00000000-0000-4000-8000-000000000001', type: 'bot', name: 'Bot', bot: {} };

export async function startHeldNotion(): Promise<HeldNotion> {
  let tellArrived = (): void => {};
  let tellAbandoned = (): void => {};
  const arrived = new Promise<void>((resolve) => (tellArrived = resolve));
  const abandoned = new Promise<void>((resolve) => (tellAbandoned = resolve));
  const held: ServerResponse[] = [];
  let isReleased = false;
  let searches = 0;
  const answer = (response: ServerResponse, body: object): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const server = await startTestServer((message, response) => {
    message.resume();
    if (message.url?.startsWith('/v1/search') !== true) {
      answer(response, BOT);
      return;
    }
    searches += 1;
    response.once('close', () => {
      if (!response.writableFinished) {
        tellAbandoned();
      }
    });
    if (isReleased) {
      answer(response, EMPTY_LIST);
    } else {
      held.push(response);
    }
    tellArrived();
  });
  // A test that fails before it closes this must not keep Jest waiting.
  server.server.unref();
  return {
    url: server.origin,
    searches: () => searches,
    arrived,
    abandoned,
    release: () => {
      isReleased = true;
      held.forEach((response) => answer(response, EMPTY_LIST));
    },
    close: server.close,
  };
}
