import type { Client } from '@notionhq/client';
import type { OpenSession } from '../../../src/notion/client/call-session.js';
import type {
  CacheKind,
  EndpointTemplate,
  NotionSession,
  Send,
  WindowLeft,
} from '../../../src/notion/session.js';

/**
 * A session whose reads wait for all that are under way, and are then sent together: a round. However fast the replies come,
 * the number of rounds is how many requests depend on each other: the critical path.
 */
export class CountedRounds {
  /** Requests of each round. */
  readonly rounds: number[] = [];
  readonly session: NotionSession;
  /** Replaces what is left of the request window. */
  windowLeft: WindowLeft | undefined;
  /** What they asked for, by endpoint and in the order of the first. */
  readonly endpoints: string[][] = [];
  #waiting: { readonly endpoint: string; readonly send: () => Promise<void> }[] = [];
  #underWay = 0;
  #isPlanned = false;

  constructor(inner: NotionSession) {
    this.session = this.#around(inner);
  }

  /** The same for a session that writes: a write is a request like the reads. */
  static ofWrites(inner: OpenSession): { readonly counted: CountedRounds; readonly session: OpenSession } {
    const counted = new CountedRounds(inner);
    const reading: NotionSession = Object.create(counted.session);
    const session = Object.assign(reading, {
      connectionKey: inner.connectionKey,
      end: () => inner.end(),
      leftOut: () => inner.leftOut?.(),
      admit: (endpoint: EndpointTemplate, send: Send<unknown>) => inner.admit(endpoint, send),
      write: <T>(endpoint: EndpointTemplate, send: Send<T>, page?: string) =>
        counted.#inRound(endpoint, () => inner.write(endpoint, send, page)),
    });
    return { counted, session };
  }

  #around(inner: NotionSession): NotionSession {
    const windowLeft = (): WindowLeft => this.windowLeft ?? inner.windowLeft;
    return {
      get signal() {
        return inner.signal;
      },
      get timeLeft() {
        return inner.timeLeft;
      },
      get windowLeft() {
        return windowLeft();
      },
      get requestCount() {
        return inner.requestCount;
      },
      lockdown: inner.lockdown,
      read: <T>(endpoint: EndpointTemplate, send: (client: Client) => Promise<T>) =>
        this.#inRound(endpoint, () => inner.read(endpoint, send)),
      fetchFile: (address, maxBytes) => inner.fetchFile(address, maxBytes),
      cached: <Value extends object>(
        kind: CacheKind<Value>,
        id: string,
        load: (session: NotionSession) => Promise<Value>,
      ) => inner.cached(kind, id, (reader) => load(this.#around(reader))),
      prefetchShared: (kind, ids) => inner.prefetchShared(kind, ids),
      getCached: (kind, id) => inner.getCached(kind, id),
      setCached: (kind, id, value) => inner.setCached(kind, id, value),
      deleteCached: (kind, id) => inner.deleteCached(kind, id),
    };
  }

  #inRound<T>(endpoint: string, request: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ endpoint, send: () => request().then(resolve, reject) });
      this.#plan();
    });
  }

  /** What follows from a reply is asked for before the next turn of the event loop. */
  #plan(): void {
    if (this.#underWay === 0 && this.#waiting.length > 0 && !this.#isPlanned) {
      this.#isPlanned = true;
      setImmediate(() => this.#send());
    }
  }

  #send(): void {
    this.#isPlanned = false;
    const sent = this.#waiting.splice(0);
    this.rounds.push(sent.length);
    this.endpoints.push(sent.map(({ endpoint }) => endpoint));
    this.#underWay = sent.length;
    for (const { send } of sent) {
      void send().finally(() => {
        this.#underWay -= 1;
        this.#plan();
      });
    }
  }
}
