// Compares this server with others on the same questions. Usage: npm run bench [-- --write]
import { readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SANDBOX_TOKEN, startSandbox } from '../../dist/src/sandbox/server.js';
import { engineeringWorkspace } from '../../dist/src/sandbox/seed/engineering-workspace.js';
import { checkGoals } from './goals.mjs';
import { describeServer, measureTask } from './measure.mjs';
import { pageText, terminalText } from './report.mjs';
import { tasks } from './tasks.mjs';

const PAGE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const RUNS = 3;
/** Milliseconds that the sandbox takes for an answer; Notion takes some hundred. */
const LATENCY = 100;
/** All dates of the workspace are counted from here, so that every run measures the same text. */
const NOW = new Date('2026-11-20T12:00:00Z');
/** Milliseconds after which a run that hangs is given up. */
const LONGEST = 175_000;

async function loadServers() {
  const folder = new URL('servers/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs')).toSorted();
  const loaded = await Promise.all(files.map(async (file) => (await import(new URL(file, folder))).server));
  return loaded.toSorted((one, other) => Number(other.isOurs ?? false) - Number(one.isOurs ?? false));
}

async function startWorkspace() {
  const workspace = engineeringWorkspace({ now: NOW });
  for (const task of tasks) {
    task.plant(workspace);
  }
  const sandbox = await startSandbox({ workspace, latencyMilliseconds: LATENCY });
  return Object.assign(sandbox, { token: SANDBOX_TOKEN });
}

async function measureAll(sandbox) {
  const run = { tasks, servers: [], results: {}, lists: {}, skipped: [], versionsSent: new Set() };
  for (const server of await loadServers()) {
    const { name } = server;
    try {
      const { version } = await server.prepare();
      run.lists[name] = { version, ...(await describeServer(server, sandbox)) };
    } catch (error) {
      if (server.isOurs) {
        throw error;
      }
      run.skipped.push({ name, why: error instanceof Error ? error.message : String(error) });
      continue;
    }
    run.servers.push(server);
    run.results[name] = {};
    for (const task of tasks) {
      process.stderr.write(`${name}: ${task.title}\n`);
      const result = await measureTask(server, task, sandbox, RUNS);
      run.results[name][task.id] = result;
      for (const version of result.versionsSent ?? []) {
        run.versionsSent.add(version);
      }
    }
  }
  return run;
}

const limit = setTimeout(() => {
  process.stderr.write(`The bench took more than ${LONGEST / 1000} s and was given up.\n`);
  process.exit(1);
}, LONGEST);

const sandbox = await startWorkspace();
try {
  const measured = await measureAll(sandbox);
  const run = {
    ...measured,
    versionsSent: [...measured.versionsSent],
    goals: checkGoals(measured),
    date: new Date().toISOString().slice(0, 10),
    runs: RUNS,
    latency: LATENCY,
  };
  process.stdout.write(await terminalText(run, PAGE));
  if (process.argv.includes('--write')) {
    await writeFile(PAGE, await pageText(run, PAGE));
  }
  process.exitCode = run.goals.every(({ passed }) => passed) ? 0 : 1;
} finally {
  clearTimeout(limit);
  await sandbox.close();
}
