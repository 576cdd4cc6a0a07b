import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The suites, each pinned: the last release for the versions before 2026, and the preview that knows 2026-07-28. */
export const SUITES = { first: '0.1.16', second: '0.2.0-alpha.12' };
/** They use parts of Node that 20 does not have. */
const NODE_MAJOR = 22;

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const run = promisify(execFile);

/**
 * Installs the suites with their dependencies, beside the project and not into it, and a Node for them where this one is
 * too old. The registry's `node` package links its binary in an install script; the platform's own package holds it.
 */
export async function installSuites() {
  const folder = join(CACHE, `conformance-${SUITES.first}-${SUITES.second}`);
  const needsNode = Number(process.versions.node.split('.')[0]) < NODE_MAJOR;
  const nodePackage = `node-${process.platform}-${process.arch}`;
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    await mkdir(unfinished, { recursive: true });
    await writeFile(join(unfinished, 'package.json'), '{ "private": true }\n');
    const packages = Object.entries(SUITES).map(
      ([name, version]) => `${name}@npm:@modelcontextprotocol/conformance@${version}`,
    );
    await run(
      'npm',
      ['install', '--prefix', unfinished, '--ignore-scripts', '--no-audit', '--no-fund'].concat(
        packages,
        needsNode ? `${nodePackage}@${NODE_MAJOR}` : [],
      ),
      { cwd: unfinished },
    );
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  }
  const installed = (...path) => join(folder, 'node_modules', ...path);
  return {
    node: needsNode ? installed(nodePackage, 'bin', 'node') : process.execPath,
    programOf: (suite) => installed(suite, 'dist', 'index.js'),
  };
}
