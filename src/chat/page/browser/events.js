// Reads an event stream (WHATWG HTML §9.2) as this server writes it: one line of JSON for each event. Those that have come at
// once are given at once: the page is laid out for all of them together, so that a long answer costs no more than its length.

/**
 * @param {Response} response
 * @returns {AsyncGenerator<{ type: string, data: any }[]>}
 */
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
    yield parts.flatMap((part) => {
      const [, type, data] = /^event: ([\w-]+)\ndata: (.*)$/s.exec(part) ?? [];
      return type === undefined || data === undefined ? [] : [{ type, data: JSON.parse(data) }];
    });
  }
}
