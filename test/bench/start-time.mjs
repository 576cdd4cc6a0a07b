// Time from spawning the server to its answer to tools/list over stdio, against a bare server on the same SDK.
// Usage: npm run bench:start
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const RUNS = 15;
const SERVERS = {
  'bare SDK server': ['test/bench/bare-server.mjs'],
  'notion-rest-mcp': ['dist/src/cli.js', 'stdio'],
};
const OPENING = [
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'bench', version: '0.0.0' },
    },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  { jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} },
];

/** Milliseconds of one start. */
function start(script) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const server = spawn(process.execPath, script, {
      stdio: ['pipe', 'pipe', 'ignore'],
      // Nobody listens there: the server's check of the token in the background fails without slowing the start.
      env: { ...process.env, NOTION_TOKEN: 'ntn_bench', NOTION_API_URL: 'http://127.0.0.1:9' },
    });
    server.on('error', reject);
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (JSON.parse(line).id === 2) {
        resolve(performance.now() - begun);
        server.kill();
      }
    });
    server.stdin.write(OPENING.map((message) => `${JSON.stringify(message)}\n`).join(''));
  });
}

function median(times) {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
}

const times = Object.fromEntries(Object.keys(SERVERS).map((name) => [name, []]));
for (let run = 0; run <= RUNS; run += 1) {
  for (const [name, script] of Object.entries(SERVERS)) {
    const time = await start(script);
    // The first start of each fills the file cache.
    if (run > 0) {
      times[name].push(time);
    }
  }
}
const bare = median(times['bare SDK server']);
for (const [name, list] of Object.entries(times)) {
  const middle = median(list);
  process.stdout.write(
    `${name.padEnd(16)}  median ${middle.toFixed(0)} ms of ${RUNS}  (${Math.min(...list).toFixed(0)} to ${Math.max(...list).toFixed(0)})  ${(middle / bare).toFixed(2)} x\n`,
  );
}
