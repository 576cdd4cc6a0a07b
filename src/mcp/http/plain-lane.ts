import type { IncomingMessage, RequestListener } from 'node:http';
import type { RequestHandler } from 'express';
import { beginOperation } from '../../bounded-work/running-operations.js';
import type { ConcurrencyQuota } from '../../http/limits/concurrency-quota.js';
import type { ToolChooser } from '../../toolsets.js';
import { quotaKeyOf } from '../calls/request-caller.js';
import { TOOL_HEADERS, toolNamesIn } from '../calls/tool-names.js';
import { markAuthenticated } from './sockets/connection-limit.js';
import type { DirectAnswer } from './direct-path.js';
import type { Admission, AdmitAtOnce } from './guards/admit-at-once.js';
import { mayReadAnswers } from './guards/cross-origin.js';
import { isAllowedOrigin, type HostCheck } from './guards/allowed-callers.js';
import type { HttpLimits } from './guards/http-limits.js';
import { keepBody, parseJsonBody } from './guards/json-body.js';
import { withoutForeignHeaders, withoutForeignText } from './guards/message-guard.js';
import { plainHead } from './plain-head.js';
import { headerText, plainMessage, type PlainMessage } from './plain-message.js';
import type { RequestDrain } from './running-requests.js';

/** What the guards of the same routes are made of. */
interface PlainLaneOptions {
  readonly isAllowedHost: HostCheck;
  readonly origins: readonly string[];
  readonly limits: Pick<HttpLimits, 'maxHeaders' | 'maxBodyBytes'>;
  /** Whether paths may name a space. */
  readonly hasSpaces: boolean;
  readonly admit: AdmitAtOnce;
  /** Checks the headers by which a request chooses its tools; absent where none can. */
  readonly chooseTools?: ToolChooser | undefined;
  readonly places: Pick<ConcurrencyQuota, 'acquire'>;
  readonly drain: Pick<RequestDrain, 'isDraining' | 'enter'>;
  readonly answer: DirectAnswer;
  /** Whether calls may ask the person at the client. */
  readonly mayAsk: boolean;
}

/** What the answers to some requests failed with. */
const failures = new WeakMap<IncomingMessage, Error>();

/** Goes before the guards: a request whose answer has failed is not run again, and the error handler answers it. */
export const reportFailure: RequestHandler = (request, _response, next) => {
  next(failures.get(request));
};

const CHOOSING = Object.values(TOOL_HEADERS).map((name) => name.toLowerCase());
/** As the watchdog names it. */
const OPERATION = 'POST /mcp';

/**
 * One function in place of Express and its row of guards, for requests that each guard would let pass. It checks what they
 * check, by the same functions and in the same order, and refuses nothing: a request with anything unusual goes to
 * `guarded`, which judges it from the start. `test/mcp/http/plain-lane.test.ts` sends the same requests both ways.
 */
export function plainLane(guarded: RequestListener, options: PlainLaneOptions): RequestListener {
  const { admit, answer, chooseTools, drain, hasSpaces, isAllowedHost, limits, mayAsk, origins, places } =
    options;

  const admissionOf = (request: IncomingMessage): Admission | undefined => {
    const { headers } = request;
    const head = plainHead(request, limits, hasSpaces);
    const admission =
      head !== undefined &&
      !drain.isDraining &&
      isAllowedHost(headers.host) &&
      isAllowedOrigin(headers.origin, origins) &&
      // Whose scripts read the answer, which takes headers of its own.
      !mayReadAnswers(headers.origin, origins)
        ? admit(request, head.pathSpace)
        : undefined;
    if (admission !== undefined && CHOOSING.some((name) => headers[name] !== undefined)) {
      // Throws for tools that there are not.
      chooseTools?.(toolNamesIn((name) => headerText(headers, name)));
    }
    return admission;
  };

  const messageIn = (request: IncomingMessage, bytes: Buffer): PlainMessage | undefined => {
    const { headers } = request;
    const body = parseJsonBody(bytes);
    return withoutForeignText(body) === body && withoutForeignHeaders(headers) === headers
      ? plainMessage(headers, body, mayAsk)
      : undefined;
  };

  return (request, response) => {
    const admission = attempt(() => admissionOf(request));
    const leavePlace = admission && places.acquire(quotaKeyOf(admission.auth));
    if (admission === undefined || leavePlace === undefined) {
      guarded(request, response);
      return;
    }
    markAuthenticated(request.socket);
    const endings = [leavePlace, beginOperation(OPERATION)];
    const end = (): void => endings.forEach((ending) => ending());
    response.once('close', end);
    const handOver = (bytes: Buffer): void => {
      response.off('close', end);
      end();
      keepBody(request, bytes);
      guarded(request, response);
    };
    // Without the end of its body nothing has happened, and nobody is there to be answered.
    whenRead(request, (bytes) => {
      if (response.closed) {
        return;
      }
      const message = drain.isDraining ? undefined : attempt(() => messageIn(request, bytes));
      if (message === undefined) {
        handOver(bytes);
        return;
      }
      endings.push(drain.enter());
      answer(message, request, response, admission.auth).catch((error: unknown) => {
        // Anything but an error would mean something else to Express.
        failures.set(
          request,
          error instanceof Error ? error : new Error('A request failed.', { cause: error }),
        );
        guarded(request, response);
      });
    });
  };
}

/** Calls back with the whole body, whose length the head has stated. */
function whenRead(request: IncomingMessage, take: (bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => {
    const [first, ...others] = chunks;
    take(first === undefined || others.length > 0 ? Buffer.concat(chunks) : first);
  });
}

/** The result; undefined where the check fails: nothing is admitted then, and the guards say what is wrong. */
function attempt<Result>(check: () => Result): Result | undefined {
  try {
    return check();
  } catch {
    return undefined;
  }
}
