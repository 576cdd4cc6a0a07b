import { PassThrough, type Readable } from 'node:stream';
import type { RequestId } from '@modelcontextprotocol/server';
import { isRecord } from '../../text/json.js';
import type { RequestTools } from '../calls/call-tool.js';
import type { PlainAnswer } from '../calls/plain/plain-answer.js';
import {
  isPlainLegacy,
  isPlainStateless,
  plainRequest,
  type PlainRequest,
} from '../calls/plain/plain-request.js';
import { progressMessage, progressTokenOf, type SendProgress } from '../calls/progress/progress.js';
import { RequestError } from '../calls/protocol.js';
import type { OpenedConversation } from './opening.js';

/** Longer messages are left to the SDK: no call's arguments take a part of it. What has no end by then is left with all that follows. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

interface DirectOptions {
  /** The whole conversation from its start. */
  readonly input: Readable;
  readonly opened: OpenedConversation;
  readonly tools: RequestTools;
  readonly answer: PlainAnswer;
  /** Resolves when the program was asked to stop and running calls are answered. */
  readonly stopped: Promise<void>;
  /** Serves what is not answered here: the conversation but for calls. Resolves when `input` has ended, or with `stopped`. */
  readonly serveRest: (input: Readable) => Promise<void>;
}

/**
 * Answers calls, lists and pings of an opened conversation without the SDK, which is loaded with the first message that is
 * anything else. It then gets the conversation without what was answered here; its state is that of a client that has not
 * called yet. Resolves when the client is gone, its running calls are aborted, and the rest has ended.
 */
export async function serveDirectly(options: DirectOptions): Promise<void> {
  const { input, opened, stopped } = options;
  const calls = new DirectCalls(options);
  /** What the SDK has to know once it is loaded. */
  const history: Buffer[] = [];
  let rest: { readonly input: PassThrough; readonly served: Promise<void> } | undefined;
  let fail!: (error: unknown) => void;
  const failed = new Promise<never>((_resolve, reject) => (fail = reject));
  const passOn = (bytes: Buffer): void => {
    if (rest === undefined) {
      const passed = new PassThrough();
      history.splice(0).forEach((line) => passed.write(line));
      rest = { input: passed, served: options.serveRest(passed) };
      rest.served.catch(fail);
    }
    rest.input.write(bytes);
  };

  let lines = 0;
  let pending: Buffer = Buffer.alloc(0);
  let isLeftToRest = false;
  const take = (line: Buffer): void => {
    lines += 1;
    if (lines <= opened.lines) {
      history.push(line);
    } else if (line.length > MAX_MESSAGE_BYTES || !calls.take(line)) {
      passOn(line);
    }
  };
  const onData = (chunk: Buffer): void => {
    if (isLeftToRest) {
      passOn(chunk);
      return;
    }
    let bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE)) {
      take(bytes.subarray(0, end + 1));
      bytes = bytes.subarray(end + 1);
    }
    pending = bytes;
    if (bytes.length > MAX_MESSAGE_BYTES) {
      isLeftToRest = true;
      pending = Buffer.alloc(0);
      passOn(bytes);
    }
  };
  const left = new Promise<void>((resolve) => {
    input.on('data', onData).once('end', resolve).once('close', resolve).once('error', resolve);
    opened.output.once('close', resolve);
  });
  await Promise.race([left, stopped, failed]);
  input.off('data', onData);
  calls.abort();
  rest?.input.end();
  await rest?.served;
}

/** The calls that run beside the SDK. */
class DirectCalls {
  readonly #options: DirectOptions;
  readonly #running = new Map<RequestId, AbortController>();

  constructor(options: DirectOptions) {
    this.#options = options;
  }

  /** False if the message is not for this path. */
  take(line: Buffer): boolean {
    const message = messageIn(line);
    return this.#cancels(message) || this.#calls(message);
  }

  abort(): void {
    this.#running.forEach((running) => running.abort());
  }

  #cancels(message: unknown): boolean {
    if (
      !isRecord(message) ||
      message['method'] !== 'notifications/cancelled' ||
      !isRecord(message['params'])
    ) {
      return false;
    }
    const running = this.#running.get(message['params']['requestId'] as RequestId);
    running?.abort();
    return running !== undefined;
  }

  #calls(message: unknown): boolean {
    const { isStateless } = this.#options.opened;
    const request = plainRequest(message);
    const isPlain =
      request !== undefined &&
      !this.#running.has(request.id) &&
      (isStateless ? isPlainStateless(request, false) : isPlainLegacy(request));
    if (isPlain) {
      void this.#run(request);
    }
    return isPlain;
  }

  async #run(request: PlainRequest): Promise<void> {
    const { opened, tools, answer } = this.#options;
    const { isStateless, protocolVersion } = opened;
    const { id, meta } = request;
    const leaving = new AbortController();
    this.#running.set(id, leaving);
    const { signal } = leaving;
    const progressToken = progressTokenOf(meta);
    const sendProgress: SendProgress = (report) => {
      if (progressToken !== undefined && !signal.aborted) {
        opened.output.write(`${progressMessage(progressToken, report)}\n`);
      }
    };
    const origin = {
      id,
      meta,
      protocolVersion,
      headers: undefined,
      signal,
      sendProgress: progressToken === undefined ? undefined : sendProgress,
    };
    try {
      const text = await answer(request, { origin, caller: undefined, tools, isStateless });
      if (!signal.aborted) {
        opened.output.write(`${text}\n`);
      }
    } catch {
      // Whatever a call fails with is logged and explained where it runs; this is what is left.
      const { code, message } = new RequestError('internalError', 'The server failed unexpectedly.');
      opened.output.write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })}\n`);
    } finally {
      this.#running.delete(id);
    }
  }
}

function messageIn(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch {
    return undefined;
  }
}
