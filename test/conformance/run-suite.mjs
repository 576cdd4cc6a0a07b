import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds after which a suite that hangs is ended. */
const LONGEST = 240_000;

/** Runs a suite to its end. Gives for each scenario its checks, as the suite writes them. */
export async function runSuite({ node, program, parameters }) {
  const folder = await mkdtemp(join(tmpdir(), 'notion-conformance-'));
  try {
    const child = spawn(node, [program, ...parameters, '--output-dir', folder], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST,
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part) => {
        printed += part;
      });
    }
    await once(child, 'close');
    const scenarios = await readScenarios(folder);
    if (scenarios.length === 0) {
      throw new Error(`The suite ran nothing:\n${printed.slice(-2000)}`);
    }
    return scenarios;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each scenario has a folder that is named for it and the time: `server-tools-list-2026-11-20T09-00-00-000Z`. */
async function readScenarios(folder) {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      scenario: name.replace(/^(server|authorization)-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/, '$2'),
      checks: JSON.parse(await readFile(join(folder, name, 'checks.json'), 'utf8')),
    })),
  );
}
