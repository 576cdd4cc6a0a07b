import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { WatchdogMemory } from '../../src/bounded-work/watchdog-memory.js';
import { cliPath } from '../support/servers/spawn.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchdog-'));
  await build({
    entryPoints: {
      program: fileURLToPath(new URL('frozen-program.ts', import.meta.url)),
      thread: fileURLToPath(new URL('../../src/bounded-work/watchdog-thread.ts', import.meta.url)),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts the program, lets its loop beat, then stand still. Resolves to how it ended, and what it wrote. */
async function freeze(isInit: boolean, how = 'loop'): Promise<{ ended: unknown; lines: string[] }> {
  const thread = pathToFileURL(join(folder, 'thread.mjs')).href;
  const child = spawn(process.execPath, [join(folder, 'program.mjs'), thread, '20', String(isInit), how]);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  // It has lived for longer by then than the watchdog bears without a beat: beats are seen.
  await once(child.stdout, 'data');
  child.stdin.write('freeze\n');
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  child.stdin.destroy();
  return { ended: code ?? signal, lines: errors.split('\n').filter((line) => line !== '') };
}

describe('a program whose event loop stands still', () => {
  it('is killed after one log line that names what runs', async () => {
    const { ended, lines } = await freeze(false);
    expect(ended).toBe('SIGKILL');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      {
        level: 'error',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        operation: 'notion_query_database (2), GET /healthz',
        ticks: 50,
        stack: expect.arrayContaining([expect.stringMatching(/^standStill:\d+$/)]),
        msg: 'the event loop is blocked; ending the process',
      },
    ]);
  });

  it('is also ended where native code does not return', async () => {
    const { ended, lines } = await freeze(false, 'native');
    expect(ended).toBe('SIGKILL');
    expect(lines[0]).toContain('"stack":"in native code"');
  });

  it.each(['loop', 'pattern'])('ends itself also as process 1 of a container: %s', async (how) => {
    const { ended, lines } = await freeze(true, how);
    expect(ended).toBe(70);
    expect(lines[0]).toContain('"operation":"notion_query_database (2), GET /healthz"');
  });

  it('is killed without a word where nothing is logged', async () => {
    expect(await freeze(false, 'silent')).toEqual({ ended: 'SIGKILL', lines: [] });
  });
});

describe('the memory of loop and watchdog', () => {
  it('counts beats, knows a debugger and names few operations', () => {
    const memory = new WatchdogMemory();
    const other = new WatchdogMemory(memory.buffer);
    memory.beat(false);
    memory.beat(true);
    expect([other.beats, other.isInspected, other.names]).toEqual([2, true, '']);
    for (let at = 0; at < 12; at += 1) {
      memory.add(`tool${at}`, at + 1);
    }
    expect(other.names).toBe(
      'tool0, tool1 (2), tool2 (3), tool3 (4), tool4 (5), tool5 (6), tool6 (7), tool7 (8), 4 others',
    );
    for (let at = 0; at < 11; at += 1) {
      memory.add(`tool${at}`, -1 - at);
    }
    expect(other.names).toBe('tool11 (12)');
  });

  it('takes any number of names, of any length', () => {
    const memory = new WatchdogMemory();
    const other = new WatchdogMemory(memory.buffer);
    memory.add('é'.repeat(2000), 1);
    expect(other.names).toBe('é'.repeat(32));
    memory.add('é'.repeat(2000), -1);
    for (let at = 0; at < 200; at += 1) {
      memory.add(`route${at}`, 1);
      memory.add(`route${at}`, -1);
    }
    expect(other.names).toBe('');
    memory.add('route1', 1);
    memory.add('route199', 1);
    expect(other.names).toBe('route1, 1 others');
  });
});

it.each(['watchdog-thread.js', 'text-thread.js'])(
  'the built program has its thread beside it: %s',
  (file) => {
    const text = readFileSync(join(dirname(cliPath), 'notion-rest-mcp', file), 'utf8');
    // A part that it shared with the program would start the program.
    const imported = [...text.matchAll(/\bimport(?:\{[^}]*\}|[\w*, ]*)from ?"([^"]+)"/g)].map(
      ([, from]) => from,
    );
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((from) => from?.startsWith('node:') !== true)).toEqual([]);
  },
);
