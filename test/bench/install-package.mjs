// Installs other people's servers into a folder of the bench, away from this package's dependencies.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Ignored by git, and gone with the next clean install. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/bench/', import.meta.url));
const LONGEST_INSTALL = 90_000;

function folderOf(name) {
  return join(CACHE, name.replaceAll(/[^a-z0-9]+/gi, '-').replace(/^-/, ''));
}

/** The newest version of the range, without running its install scripts. */
export async function installPackage(name, range) {
  const folder = folderOf(name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
  await promisify(execFile)(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${range}`],
    { cwd: folder, timeout: LONGEST_INSTALL, shell: process.platform === 'win32' },
  );
  const { version } = JSON.parse(await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
  return { version };
}

/** A file of an installed package. */
export function installedProgram(name, file) {
  return join(folderOf(name), 'node_modules', name, file);
}
