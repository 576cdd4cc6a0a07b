// Reads an event stream (WHATWG HTML §9.2) as this server writes it: one line of JSON for each event.

/** @param {Response} response */
export async function* eventsOf(response) {
  if (response.body === null) {
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    waiting += value;
    const parts = waiting.split('\n\n');
    waiting = parts.pop() ?? '';
    for (const part of parts) {
      const [, type, data] = /^event: ([\w-]+)\ndata: (.*)$/s.exec(part) ?? [];
      if (type !== undefined && data !== undefined) {
        yield { type, data: JSON.parse(data) };
      }
    }
  }
}
