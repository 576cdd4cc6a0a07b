import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import type { AuthInfo, McpHttpHandler } from '@modelcontextprotocol/server';
import type { Request as HttpRequest, RequestHandler, Response as HttpResponse } from 'express';

/**
 * Hands the message that `jsonBody` has read to the SDK's handler, and sends what it answers. The SDK's own adapter would
 * print the message again, for nobody, and write an answer that is there as a whole piece by piece.
 */
export function answerRequest(mcp: Pick<McpHttpHandler, 'fetch'>): RequestHandler {
  return async (request: HttpRequest & { auth?: AuthInfo }, response) => {
    const leaving = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) {
        leaving.abort();
      }
    });
    const message = new Request(`http://${request.headers.host}${request.originalUrl}`, {
      method: 'POST',
      headers: toHeaders(request.headers),
      signal: leaving.signal,
    });
    const answer = await mcp.fetch(message, {
      ...(request.auth === undefined ? {} : { authInfo: request.auth }),
      parsedBody: request.body,
    });
    await send(answer, response, leaving.signal);
  };
}

function toHeaders(headers: IncomingHttpHeaders): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const item of Array.isArray(value) ? value : [value ?? '']) {
      result.append(name, item);
    }
  }
  return result;
}

async function send(answer: Response, response: HttpResponse, gone: AbortSignal): Promise<void> {
  response.status(answer.status).setHeaders(answer.headers);
  if (answer.body === null || !isStream(answer)) {
    // As text and not as bytes: a text goes out in one piece with the headers.
    response.end(await answer.text());
    return;
  }
  const reader = answer.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || gone.aborted) {
        break;
      }
      if (!response.write(value)) {
        await once(response, 'drain', { signal: gone });
      }
    }
  } catch (error) {
    if (!gone.aborted) {
      throw error;
    }
  }
  response.end();
}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') === true;
}
