import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../docs/pages.js';

const run = promisify(execFile);

/**
 * The packed package in an empty folder, as npm lays it out, without a download: the packages it depends on, and theirs,
 * are links to those of the checkout. What only development needs is not there.
 */
export async function installPacked(folder: string): Promise<void> {
  const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse((await run('npm', packing, { cwd: root })).stdout) as { filename: string }[];
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'notion-rest-mcp');
  await mkdir(installed, { recursive: true });
  await mkdir(join(modules, '.bin'));
  await writeFile(join(folder, 'package.json'), '{}');
  const unpacking = ['-xzf', join(folder, packed?.filename ?? ''), '-C', installed, '--strip-components=1'];
  await run('tar', unpacking);
  const { bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
    bin: Record<string, string>;
  };
  for (const [name, file] of Object.entries(bin)) {
    await symlink(join('..', 'notion-rest-mcp', file), join(modules, '.bin', name));
  }
  const { stdout } = await run('npm', ['ls', '--all', '--omit=dev', '--parseable'], { cwd: root });
  const here = join(root, 'node_modules');
  const names = stdout
    .split('\n')
    .map((path) => relative(here, path))
    .filter((path) => /^(@[^/]+\/)?[^/.@][^/]*$/.test(path));
  for (const name of new Set(names)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(here, name), join(modules, name));
  }
}
