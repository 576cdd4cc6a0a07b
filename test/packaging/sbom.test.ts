import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

const script = pathToFileURL(join(import.meta.dirname, '../../.build/sbom.mjs')).href;
const { billOfMaterials } = (await import(script)) as {
  billOfMaterials: (
    root: string,
    bundled: readonly object[],
  ) => Promise<{ packages: readonly { name: string; comment?: string }[] }>;
};

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sbom-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('tells apart what is bundled, what npm installs for users, and what only development needs', async () => {
  const packages = {
    '': {},
    'node_modules/bundled': { version: '1.0.0', dev: true },
    'node_modules/compiler': { version: '2.0.0', dev: true },
    'node_modules/native': { version: '3.0.0' },
    'node_modules/native-linux': { version: '3.0.0', optional: true },
    // Both the compiler and a library of the native package ask for it.
    'node_modules/both': { version: '4.0.0', devOptional: true },
  };
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages }));
  await writeFile(join(root, 'package.json'), JSON.stringify({ name: 'program', version: '0.1.0' }));
  const bundled = [{ name: 'bundled', version: '1.0.0', folder: 'node_modules/bundled' }];
  const listed = (await billOfMaterials(root, bundled)).packages.map(({ name, comment = '' }) => [
    name,
    comment,
  ]);
  const beside = 'installed beside the bundle, where the platform fits';
  expect(listed).toEqual([
    ['program', ''],
    ['bundled', 'in the bundle'],
    ['native', beside],
    ['native-linux', beside],
    ['both', beside],
  ]);
});
