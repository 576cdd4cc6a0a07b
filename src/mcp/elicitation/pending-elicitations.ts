import { randomBytes } from 'node:crypto';
import type { AuthInfo, JSONRPCMessage, RequestId } from '@modelcontextprotocol/server';
import { UnavailableError } from '../../errors.js';
import { addressOf, type AnswerRoute } from './reply-broker.js';
import { partyOf } from '../calls/request-caller.js';
import { Shares, type ShareLimits } from '../../http/limits/concurrency-quota.js';

/** Questions that may be open at once in this process: each holds a connection, and most people are asked one. */
const standardQuestionLimits: ShareLimits = { perParty: 20, overall: 500 };
/** Random bytes of an elicitation id, so that it cannot be guessed. */
const ID_BYTES = 24;
/** How often a request may ask, which the SDK limits, and so how much longer than a question it may be cancelled. */
const ROUNDS = 8;

/** Options for elicitations. */
export interface QuestionOptions {
  readonly route: AnswerRoute;
  /** How long an answer is waited for. */
  readonly milliseconds: number;
  readonly limits?: ShareLimits;
}

/** A client's request, as the client would name it again. */
interface NamedRequest {
  readonly caller: AuthInfo | undefined;
  /** The id in the client's session note: the numbers of requests are only its own. */
  readonly session: string;
  readonly requestId: RequestId;
}

/** What may become of a question. One of them is called, once. */
interface QuestionEnds {
  answered(message: JSONRPCMessage): void;
  /** The time is over, or the server stops. */
  unanswered(): void;
}

/** A question that is not answered yet. */
export interface OpenQuestion {
  /** What the client is to repeat with its answer: it names the question among those of all processes. */
  readonly id: string;
  /** Stops waiting for the answer. */
  close(): void;
}

/** The questions that clients before 2026 have been asked in the middle of their requests, and the ways back to these. */
export class OpenQuestions {
  readonly #route: AnswerRoute;
  readonly #milliseconds: number;
  readonly #shares: Shares;
  /** Of the questions that are open. */
  readonly #giveUps = new Set<() => void>();
  #isStopping = false;

  constructor({ route, milliseconds, limits = standardQuestionLimits }: QuestionOptions) {
    this.#route = route;
    this.#milliseconds = milliseconds;
    this.#shares = new Shares(limits);
  }

  /** Opens a question before it is sent; undefined where this caller has enough of them, or the server stops. */
  async open(caller: AuthInfo | undefined, ends: QuestionEnds): Promise<OpenQuestion | undefined> {
    const giveBack = this.#isStopping ? undefined : this.#shares.take(partyOf(caller));
    if (giveBack === undefined) {
      return undefined;
    }
    const id = randomBytes(ID_BYTES).toString('base64url');
    const withdraw = await this.#route.expect(
      addressOf(caller, 'answer', id),
      (message) => {
        close();
        ends.answered(message);
      },
      this.#milliseconds,
    );
    const close = (): void => {
      clearTimeout(timer);
      this.#giveUps.delete(giveUp);
      withdraw();
      giveBack();
    };
    const giveUp = (): void => {
      close();
      ends.unanswered();
    };
    const timer = setTimeout(giveUp, this.#milliseconds);
    this.#giveUps.add(giveUp);
    if (this.#isStopping) {
      close();
      return undefined;
    }
    return { id, close };
  }

  /** Gives an answer to the question that it names. False if no such question of this caller is open. */
  answer(caller: AuthInfo | undefined, id: unknown, message: JSONRPCMessage): Promise<boolean> {
    return typeof id === 'string'
      ? this.#route.deliver(addressOf(caller, 'answer', id), message)
      : Promise.resolve(false);
  }

  /** Calls back if the client cancels this request. What is given back ends the waiting. */
  whenCancelled(request: NamedRequest, cancelled: () => void): Promise<() => void> {
    return this.#route.expect(cancelAddress(request), cancelled, ROUNDS * this.#milliseconds);
  }

  /** Passes the client's cancellation to the process that waits for this request, if any. */
  async cancel(request: NamedRequest, message: JSONRPCMessage): Promise<void> {
    try {
      await this.#route.deliver(cancelAddress(request), message);
    } catch (error) {
      // A question that hears of it too late ends with its time.
      if (!(error instanceof UnavailableError)) {
        throw error;
      }
    }
  }

  /** Sends no more elicitations; open ones end unanswered. */
  stop(): void {
    this.#isStopping = true;
    this.#giveUps.forEach((giveUp) => giveUp());
  }
}

function cancelAddress({ caller, session, requestId }: NamedRequest): string {
  return addressOf(caller, 'cancel', session, requestId);
}
