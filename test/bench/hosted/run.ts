import { startProxyServer } from '../../support/upstream/proxy-server.js';
import { connectionTo, startRawUpstream } from '../../support/upstream/raw-upstream.js';

/** Calls measured each way, by turns, after as many unmeasured ones as `WARM_UP`. */
const CALLS = 400;
const WARM_UP = 100;
/** Streams that run at once, what each sends, and how often. */
const STREAMS = 50;
const STREAM_BYTES = 16 * 1024;
const ROUNDS = 200;
/** The goal: what the proxy adds to a call. */
const MAX_ADDED_MS = 1.5;
/** Growth of the resident set while streams run, over its size when all of them had begun. */
const MAX_GROWTH_BYTES = 64 * 1024 * 1024;

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const CALL = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'notion-fetch', arguments: {} } };
const ANSWER = `event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text: 'x'.repeat(4000) }] } })}\n\n`;

/** What the proxy adds to a call beside a direct one in the same run, and whether memory stays flat. Returns the exit code. */
export async function runHosted(): Promise<number> {
  const upstream = await startRawUpstream();
  const connection = connectionTo(upstream.url);
  const proxy = await startProxyServer(connection, {
    tools: [{ name: 'notion-fetch', isReadOnly: true, argumentNames: undefined }],
  });
  const through = `${proxy.url}/hosted`;
  try {
    upstream.answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(ANSWER);
    const direct: number[] = [];
    const proxied: number[] = [];
    for (let at = 0; at < WARM_UP + CALLS; at += 1) {
      const times = [await timed(upstream.url.href), await timed(through)] as const;
      if (at >= WARM_UP) {
        direct.push(times[0]);
        proxied.push(times[1]);
      }
      upstream.seen.length = 0;
    }
    const added = median(proxied) - median(direct);
    const growth = await growthWithStreams(upstream, through);
    process.stdout.write(
      `a call: ${median(direct).toFixed(2)} ms direct, ${median(proxied).toFixed(2)} ms through the proxy: ${added.toFixed(2)} ms added (goal: ${MAX_ADDED_MS} ms)\n` +
        `${STREAMS} streams, ${((STREAMS * ROUNDS * STREAM_BYTES) / 1024 / 1024).toFixed(0)} MB in all: resident set grew by ${(growth / 1024 / 1024).toFixed(1)} MB (goal: ${MAX_GROWTH_BYTES / 1024 / 1024} MB)\n`,
    );
    return added <= MAX_ADDED_MS && growth <= MAX_GROWTH_BYTES ? 0 : 1;
  } finally {
    await proxy.close();
    await upstream.close();
  }
}

async function growthWithStreams(
  upstream: Awaited<ReturnType<typeof startRawUpstream>>,
  through: string,
): Promise<number> {
  const part = Buffer.from(`: ${'x'.repeat(STREAM_BYTES - 4)}\n\n`);
  let before = 0;
  let most = 0;
  upstream.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let round = 0;
    const timer = setInterval(() => {
      round += 1;
      response.write(part);
      if (round === 20) {
        before = Math.max(before, process.memoryUsage().rss);
      }
      most = Math.max(most, process.memoryUsage().rss);
      if (round === ROUNDS) {
        clearInterval(timer);
        response.end();
      }
    }, 5);
  };
  await Promise.all(
    Array.from({ length: STREAMS }, async () => {
      const answer = await fetch(through, { method: 'POST', headers: HEADERS, body: JSON.stringify(CALL) });
      for await (const chunk of answer.body ?? []) {
        void chunk;
      }
    }),
  );
  return most - before;
}

async function timed(url: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(url, { method: 'POST', headers: HEADERS, body: JSON.stringify(CALL) });
  await answer.text();
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
