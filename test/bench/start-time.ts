// Time from spawning the bundled server to its answer to tools/list over stdio, and to the answer of the first tool call,
// beside a bare server on the same SDK, bundled in the same way, whose tool answers with nothing; ours searches the
// sandbox as Notion. Exits with 1 when a goal is missed. For comparison only, the bare server runs once more without what
// our bundle leaves out of the SDK (Ajv) and of Zod (compiled checks). Usage: npm run bench:start
import { spawn } from 'node:child_process';
import { stat, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { SANDBOX_TOKEN, startSandbox } from '../../src/sandbox/server.js';
import { median } from '../harness/figures/statistics.js';
import { cacheFolder } from '../harness/install-packages.js';
import { cliPath } from '../support/servers/spawn.js';

/** Of the bare server's time. */
const GOALS = { list: 0.5, call: 1 } as const;
const NAMES = { list: 'tools/list', call: 'first tool answer' } as const;
const RUNS = 15;

interface Server {
  readonly name: string;
  readonly script: string;
  readonly call: object;
  /** Milliseconds from the spawn on. */
  readonly times: { readonly list: number[]; readonly call: number[] };
}

const folder = cacheFolder('bench', 'bare-server');
const CALL = { name: 'one', arguments: { text: 'Hello' } };
const times = () => ({ list: [], call: [] });
const bare: Server = {
  name: 'bare SDK server',
  script: join(folder, 'bare-server.js'),
  call: CALL,
  times: times(),
};
const leanBare: Server = {
  name: 'the same, as lean as ours',
  script: join(folder, 'lean-bare-server.js'),
  call: CALL,
  times: times(),
};
const ours: Server = {
  name: 'notion-rest-mcp',
  script: cliPath,
  call: { name: 'notion_search', arguments: { query: 'Welcome' } },
  times: times(),
};

const OPENING = [
  {
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'bench', version: '0.0.0' },
    },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list', params: {} },
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

/** Milliseconds of one start, until both answers. */
function start({ script, call }: Server, notionUrl: string): Promise<Record<keyof typeof GOALS, number>> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    let list = 0;
    const server = spawn(process.execPath, [script, 'stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // Of the tester's own settings, telemetry or a compile cache would tell.
      env: { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: notionUrl },
    });
    const send = (message: object): void =>
      void server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    server.on('error', reject);
    server.on('exit', () => reject(new Error(`${script} ended before it answered`)));
    createInterface({ input: server.stdout }).on('line', (line) => {
      const { id, result } = JSON.parse(line) as { id?: number; result?: { isError?: boolean } };
      if (id === 2) {
        list = performance.now() - begun;
        send({ id: 3, method: 'tools/call', params: call });
      } else if (id === 3) {
        const millisecondsToCall = performance.now() - begun;
        server.removeAllListeners('exit').kill();
        if (result === undefined || result.isError === true) {
          reject(new Error(`${script} answered the call with an error`));
        }
        resolve({ list, call: millisecondsToCall });
      }
    });
    OPENING.forEach(send);
  });
}

await bundleBareServers();
const sandbox = await startSandbox();
const servers = [bare, leanBare, ours];
for (let run = 0; run <= RUNS; run += 1) {
  for (const server of servers) {
    const taken = await start(server, sandbox.url);
    // The first start of each fills the file cache.
    if (run > 0) {
      server.times.list.push(taken.list);
      server.times.call.push(taken.call);
    }
  }
}
await sandbox.close();
process.stdout.write(
  `from the spawn on, Node ${process.versions.node}, ${RUNS} runs of each by turns, no compile cache, no telemetry\n`,
);
for (const goal of ['list', 'call'] as const) {
  process.stdout.write(`\n${NAMES[goal]}\n`);
  const ratioOf = (server: Server) => median(server.times[goal]) / median(bare.times[goal]);
  for (const server of servers) {
    const taken = server.times[goal];
    const [least, middle, most] = [Math.min(...taken), median(taken), Math.max(...taken)].map(Math.round);
    const { size } = await stat(server.script);
    const columns = [
      server.name.padEnd(25),
      `median ${middle} ms (${least} to ${most})`.padEnd(28),
      `${Math.round(size / 1000)} kB`,
      `${ratioOf(server).toFixed(2)} x`,
    ];
    process.stdout.write(`${columns.join('  ')}\n`);
  }
  const ratio = ratioOf(ours);
  const isReached = ratio <= GOALS[goal];
  process.stdout.write(
    `${isReached ? 'pass' : 'MISS'}: ${ratio.toFixed(2)} x the bare server, at most ${GOALS[goal]}\n`,
  );
  process.exitCode = isReached ? (process.exitCode ?? 0) : 1;
}
