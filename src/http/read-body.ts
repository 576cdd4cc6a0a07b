import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

/** Why a body was not read to its end. */
type BodyProblem = 'tooLarge' | 'late' | 'cut';

/** Whether a body comes with the request (RFC 9112 §6.3), as its headers say. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** The bytes of a body, or why they are not there. What comes after a refusal is not waited for. */
export function wholeBody(
  request: IncomingMessage,
  maxBytes: number,
  maxMilliseconds: number,
): Promise<Buffer | BodyProblem> {
  return new Promise((resolve) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
      resolve('tooLarge');
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > maxBytes) {
        end('tooLarge');
      }
    };
    const whole = (): void => end(Buffer.concat(chunks));
    const cut = (): void => end('cut');
    const timer = setTimeout(() => end('late'), maxMilliseconds);
    const end = (outcome: Buffer | BodyProblem): void => {
      clearTimeout(timer);
      request.off('data', take).off('end', whole).off('error', cut).off('close', cut);
      resolve(outcome);
    };
    request.on('data', take).on('end', whole).on('error', cut).on('close', cut);
  });
}

/** Lets whoever comes next read a body that was read already, as if it arrived now. */
export function replayBody(request: IncomingMessage, body: Buffer): void {
  const chunks = async function* chunks(): AsyncGenerator<Buffer> {
    yield body;
  };
  const own = { configurable: true, writable: true };
  Object.defineProperties(request, {
    readable: { value: true, ...own },
    iterator: { value: chunks, ...own },
    [Symbol.asyncIterator]: { value: chunks, ...own },
  });
}

/**
 * Ends requests whose body is not whole in time. For addresses that anybody may send bodies to: whoever has not proven
 * anything holds a connection for so long and no longer.
 */
export function wholeWithin(maxMilliseconds: number): RequestHandler {
  return (request, response, next) => {
    if (!request.complete && hasBody(request)) {
      const timer = setTimeout(() => {
        if (request.complete) {
          return;
        }
        if (response.headersSent) {
          request.socket.destroy();
        } else {
          response.set('connection', 'close').status(408).json({
            error: 'invalid_request',
            error_description: 'The body did not arrive in time.',
          });
        }
      }, maxMilliseconds).unref();
      const clear = (): void => clearTimeout(timer);
      request.once('end', clear).once('close', clear);
    }
    next();
  };
}
