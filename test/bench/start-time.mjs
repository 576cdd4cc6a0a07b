// Time from spawning the bundled server to its answer to tools/list over stdio, beside a bare server on the same SDK,
// bundled in the same way. Exits with 1 when it takes more than its share. For comparison only, the bare server runs once
// more without what our bundle leaves out of the SDK (Ajv) and of Zod (compiled checks). Usage: npm run bench:start
import { spawn } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundling, lean, REQUIRE } from '../../.build/esbuild-options.mjs';

/** Of the bare server's time. */
const MOST = 1.25;
const RUNS = 15;

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Ignored by git, and gone with the next clean install. */
const folder = join(root, 'node_modules/.cache/bench/bare-server');
const ours = join(root, 'dist/notion-rest-mcp.js');
const bare = join(folder, 'bare-server.js');
const leanBare = join(folder, 'lean-bare-server.js');

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

async function bundleBareServers() {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const entryPoints = [join(root, 'test/bench/bare-server.mjs')];
  await build({ ...bundling, entryPoints, outfile: bare, banner: { js: REQUIRE } });
  const { alias, head } = lean;
  await build({ ...bundling, entryPoints, outfile: leanBare, alias, banner: { js: head } });
}

/** Milliseconds of one start. */
function start(script) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const server = spawn(process.execPath, [script, 'stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // Of the tester's own settings, telemetry or a compile cache would tell. Nobody listens at the address: the check of
      // the token in the background fails.
      env: { NOTION_TOKEN: 'ntn_bench', NOTION_API_URL: 'http://127.0.0.1:9' },
    });
    server.on('error', reject);
    server.on('exit', () => reject(new Error(`${script} ended before it listed its tools`)));
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

await bundleBareServers();
const servers = [
  { name: 'bare SDK server', script: bare, times: [] },
  { name: 'the same, as lean as ours', script: leanBare, times: [] },
  { name: 'notion-rest-mcp', script: ours, times: [] },
];
for (let run = 0; run <= RUNS; run += 1) {
  for (const { script, times } of servers) {
    const time = await start(script);
    // The first start of each fills the file cache.
    if (run > 0) {
      times.push(time);
    }
  }
}
const standard = median(servers[0].times);
process.stdout.write(
  `spawn to tools/list, Node ${process.versions.node}, ${RUNS} runs of each by turns, no compile cache, no telemetry\n`,
);
for (const { name, script, times } of servers) {
  const [least, middle, most] = [Math.min(...times), median(times), Math.max(...times)].map(Math.round);
  const { size } = await stat(script);
  const columns = [
    name.padEnd(25),
    `median ${middle} ms (${least} to ${most})`.padEnd(28),
    `${Math.round(size / 1000)} kB`,
    `${(median(times) / standard).toFixed(2)} x`,
  ];
  process.stdout.write(`${columns.join('  ')}\n`);
}
const ratio = median(servers.at(-1).times) / standard;
process.stdout.write(
  `${ratio <= MOST ? 'ok' : 'MISSED'}: ${ratio.toFixed(2)} x the bare server, at most ${MOST}\n`,
);
process.exitCode = ratio <= MOST ? 0 : 1;
