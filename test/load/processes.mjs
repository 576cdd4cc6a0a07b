import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

const running = new Set();
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
/** The built program. */
export const PROGRAM = path('../../dist/notion-rest-mcp.js');
/** Milliseconds that a server may take until it serves; the machine may be busy. */
const START_WITHIN = 30_000;

function keep(child) {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Starts a module, by its address or by its name in this folder; resolves with its process and the first message that it sends. */
export async function forkModule(name, parameters = []) {
  const child = keep(fork(path(name), parameters));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended early.`)));
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return { child, ...message };
}

/** Lets the callers of `callers.mjs` work in a process of their own. */
export async function runCallers(order) {
  const child = keep(fork(path('callers.mjs')));
  child.send(order);
  const [result] = await once(child, 'message');
  child.kill();
  return result;
}

/** Starts `serve`; resolves once it serves. Node's own options go before the program. */
export async function startServer(settings, port, nodeOptions = []) {
  const child = keep(
    spawn(process.execPath, [...nodeOptions, PROGRAM, 'serve'], {
      env: { ...settings, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-2000);
  });
  const url = `http://127.0.0.1:${port}`;
  for (const end = performance.now() + START_WITHIN; ; await delay(20)) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok === true) {
      return { child, url };
    }
    if (performance.now() > end || child.exitCode !== null) {
      throw new Error(`The server does not serve. It said last:\n${said}`);
    }
  }
}

/** Memory of a process in MB that is in RAM (resident set), as Linux counts it. */
export function residentMegabytes({ pid }) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kilobytes) / 1024;
}

/** Milliseconds of processor time that a process has used, of all its threads; in steps of 10 as Linux counts it. */
export function processorMilliseconds({ pid }) {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name, which may hold anything but comes in brackets.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Ends everything that was started here. */
export async function stopAll() {
  const ended = [...running].map((child) => once(child, 'exit'));
  for (const child of running) {
    child.kill('SIGTERM');
  }
  await Promise.race([Promise.all(ended), delay(10_000, undefined, { ref: false })]);
  for (const child of running) {
    child.kill('SIGKILL');
  }
}
