import type { ChatServer } from './chat-server.js';
import type { ServerEntry } from './servers-file.js';

/** Bytes of one answer over HTTP; stdio has a bound of its own in the SDK. */
const MAX_ANSWER_BYTES = 16_000_000;

/** The server that an entry of the file describes. */
export function fileServer(entry: ServerEntry): ChatServer {
  return {
    name: entry.name,
    key: `file ${entry.name}`,
    ...(entry.kind === 'stdio' ? { help: 'Run its command by hand to see why.' } : {}),
    transport: async () => {
      if (entry.kind === 'http') {
        const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
        return new StreamableHTTPClientTransport(new URL(entry.url), {
          fetch: boundedFetch,
          requestInit: { headers: { ...entry.headers } },
        });
      }
      const { StdioClientTransport, getDefaultEnvironment } =
        await import('@modelcontextprotocol/client/stdio');
      const { command, args, env, cwd } = entry;
      return new StdioClientTransport({
        command,
        args: [...args],
        env: { ...getDefaultEnvironment(), ...env },
        // What a server logs would stand in the middle of an answer, and could control the terminal.
        stderr: 'ignore',
        ...(cwd === undefined ? {} : { cwd }),
      });
    },
  };
}

/** Follows no redirect, which could take the headers elsewhere, and bounds what comes back to one request. */
async function boundedFetch(url: string | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  if (response.body === null) {
    return response;
  }
  // A stream for notifications stays open as long as the connection, and is no answer.
  const isAnswer = init?.method === 'POST';
  const { status, headers } = response;
  return isAnswer
    ? new Response(ReadableStream.from(upTo(response.body, MAX_ANSWER_BYTES)), { status, headers })
    : response;
}

async function* upTo(body: ReadableStream<Uint8Array>, maximum: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maximum) {
      throw new Error('The answer is too large.');
    }
    yield chunk;
  }
}
