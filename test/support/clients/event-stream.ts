import type { JSONRPCMessage } from '@modelcontextprotocol/server';

/** The messages of an answer that is a stream of events, one after the other as they arrive. */
export async function* messagesOf(response: Response): AsyncGenerator<JSONRPCMessage & { method?: string }> {
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const data = /^data: (.+)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (data !== undefined) {
        yield JSON.parse(data);
      }
    }
  }
}
