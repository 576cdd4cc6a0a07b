import { expect, it } from '@jest/globals';
import { bundledWith, printed } from './bundled-lines.js';

const bundled = bundledWith('lateBuiltins', 'late-builtins.mjs');

it('loads a module of Node that is late with the first function of it that is called', async () => {
  const program = await bundled(`
    import { gzipSync, gunzipSync as unpack } from 'node:zlib';
    const isLoaded = () => process.moduleLoadList.includes('NativeModule zlib');
    const before = isLoaded();
    const text = unpack(gzipSync('as it was')).toString();
    process.stdout.write(JSON.stringify([before, text, isLoaded()]));`);
  expect(JSON.parse(await printed(program))).toEqual([false, 'as it was', true]);
});

it.each([
  ['crypto', 'Hash'],
  ['zlib', 'constants'],
])('refuses what is no function of node:%s: %s', async (module, name) => {
  await expect(bundled(`import { ${name} } from 'node:${module}'; console.log(${name});`)).rejects.toThrow(
    `No matching export in "late-builtin:node:${module}" for import "${name}"`,
  );
});

it('leaves other modules of Node as they are', async () => {
  expect(await bundled("export { join } from 'node:path';")).toBe(
    'import{join}from"node:path";export{join};\n',
  );
});
