// Time from spawning the bundled server to its answer to tools/list over stdio, beside a bare server on the same SDK,
// bundled in the same way. Exits with 1 when it takes more than its share. For comparison only, the bare server runs once
// more without what our bundle leaves out of the SDK (Ajv) and of Zod (compiled checks). Usage: npm run bench:start
import { spawn } from 'node:child_process';
import { stat, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { median } from '../harness/figures/statistics.js';
import { cacheFolder } from '../harness/install-packages.js';
import { cliPath } from '../support/servers/spawn.js';

/** Of the bare server's time. */
const MAX_RATIO = 1.25;
const RUNS = 15;

const folder = cacheFolder('bench', 'bare-server');
const bare = { name: 'bare SDK server', script: join(folder, 'bare-server.js'), times: [] as number[] };
const leanBare = {
  name: 'the same, as lean as ours',
  script: join(folder, 'lean-bare-server.js'),
  times: [] as number[],
};
const ours = { name: 'notion-rest-mcp', script: cliPath, times: [] as number[] };

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

async function bundleBareServers(): Promise<void> {
  // The program's own build has to work without TypeScript, so that it comes without types.
  const options = new URL('../../.build/esbuild-options.mjs', import.meta.url).href;
  const { bundling, lean, REQUIRE } = (await import(options)) as {
    bundling: BuildOptions;
    lean: { alias: Record<string, string>; head: string };
    REQUIRE: string;
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const entryPoints = [fileURLToPath(new URL('bare-server.ts', import.meta.url))];
  await build({ ...bundling, entryPoints, outfile: bare.script, banner: { js: REQUIRE } });
  const { alias, head } = lean;
  await build({ ...bundling, entryPoints, outfile: leanBare.script, alias, banner: { js: head } });
}

/** Milliseconds of one start. */
function start(script: string): Promise<number> {
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
      if ((JSON.parse(line) as { id?: number }).id === 2) {
        resolve(performance.now() - begun);
        server.kill();
      }
    });
    server.stdin.write(OPENING.map((message) => `${JSON.stringify(message)}\n`).join(''));
  });
}

await bundleBareServers();
const servers = [bare, leanBare, ours];
for (let run = 0; run <= RUNS; run += 1) {
  for (const { script, times } of servers) {
    const time = await start(script);
    // The first start of each fills the file cache.
    if (run > 0) {
      times.push(time);
    }
  }
}
process.stdout.write(
  `spawn to tools/list, Node ${process.versions.node}, ${RUNS} runs of each by turns, no compile cache, no telemetry\n`,
);
const ratioOf = (times: readonly number[]) => median(times) / median(bare.times);
for (const { name, script, times } of servers) {
  const [least, middle, most] = [Math.min(...times), median(times), Math.max(...times)].map(Math.round);
  const { size } = await stat(script);
  const columns = [
    name.padEnd(25),
    `median ${middle} ms (${least} to ${most})`.padEnd(28),
    `${Math.round(size / 1000)} kB`,
    `${ratioOf(times).toFixed(2)} x`,
  ];
  process.stdout.write(`${columns.join('  ')}\n`);
}
const ratio = ratioOf(ours.times);
const passed = ratio <= MAX_RATIO;
process.stdout.write(
  `${passed ? 'ok' : 'MISSED'}: ${ratio.toFixed(2)} x the bare server, at most ${MAX_RATIO}\n`,
);
process.exitCode = passed ? 0 : 1;
