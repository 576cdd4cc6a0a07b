import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, installPackages } from '../harness/install-packages.js';
import type { Run } from '../harness/run.js';

/** The suites, each pinned: the last release for the versions before 2026, and the preview that knows 2026-07-28. */
export const SUITES = { first: '0.1.16', second: '0.2.0-alpha.12' } as const;
/** They use parts of Node that 20 does not have. */
const MIN_NODE_MAJOR = 22;
/** A suite that hangs is ended. */
const MAX_SUITE_MS = 240_000;

export type SuiteName = keyof typeof SUITES;

/** A check of a suite. Those that only tell what was sent have another status. */
export interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

/** One scenario of a suite with its checks, as the suite writes them. */
export interface Scenario {
  readonly scenario: string;
  readonly checks: readonly Check[];
}

/** The suites where they are installed, and a Node that runs them. */
interface InstalledSuites {
  readonly node: string;
  readonly programOf: (suite: SuiteName) => string;
}

/**
 * Installs the suites with their dependencies, beside the project and not into it, and a Node for them where this one is
 * too old. The registry's `node` package links its binary in an install script; the platform's own package holds it.
 */
export async function installSuites(): Promise<InstalledSuites> {
  const folder = cacheFolder(`conformance-${SUITES.first}-${SUITES.second}`);
  const needsNode = Number(process.versions.node.split('.')[0]) < MIN_NODE_MAJOR;
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const installed = (...path: readonly string[]): string => join(folder, 'node_modules', ...path);
  const node = needsNode ? installed(nodePackage, 'bin', 'node') : process.execPath;
  if (!existsSync(node) || !existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    await installPackages(unfinished, [
      ...Object.entries(SUITES).map(
        ([name, version]) => `${name}@npm:@modelcontextprotocol/conformance@${version}`,
      ),
      ...(needsNode ? [`${nodePackage}@${MIN_NODE_MAJOR}`] : []),
    ]);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  }
  return { node, programOf: (suite) => installed(suite, 'dist', 'index.js') };
}

/** Runs a suite to its end, in a folder of the run. */
export async function runSuite(
  run: Run,
  { node, programOf }: InstalledSuites,
  suite: SuiteName,
  parameters: readonly string[],
): Promise<readonly Scenario[]> {
  const folder = await mkdtemp(join(run.folder, 'suite-'));
  const child = run.keep(
    spawn(node, [programOf(suite), ...parameters, '--output-dir', folder], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: MAX_SUITE_MS,
    }),
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      printed += part;
    });
  }
  await once(child, 'close');
  const scenarios = await readScenarios(folder);
  if (scenarios.length === 0) {
    throw new Error(`The suite ran nothing:\n${printed.slice(-2000)}`);
  }
  return scenarios;
}

/** Each scenario has a folder that is named for it and the time: `server-tools-list-2026-11-20T09-00-00-000Z`. */
async function readScenarios(folder: string): Promise<readonly Scenario[]> {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      scenario: name.replace(/^(server|authorization)-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/, '$2'),
      checks: JSON.parse(await readFile(join(folder, name, 'checks.json'), 'utf8')) as readonly Check[],
    })),
  );
}
