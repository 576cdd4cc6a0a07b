import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Ignored by git, and gone with the next clean install. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const MAX_INSTALL_MS = 90_000;

/** Where packages that the project does not depend on may be installed. */
export function cacheFolder(...path: readonly string[]): string {
  return join(CACHE, ...path);
}

/** Installs packages (`name@range`) into a folder, away from the project's own and without their install scripts. */
export async function installPackages(folder: string, packages: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await promisify(execFile)(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, ...packages],
    { cwd: folder, timeout: MAX_INSTALL_MS, shell: process.platform === 'win32' },
  );
}
