import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** What a module prints, in a process of its own. */
async function printed(program: string): Promise<string> {
  const args = ['--input-type=module', '--eval', program];
  return (await promisify(execFile)(process.execPath, args, { cwd: root })).stdout;
}

/** These lines as the program's build bundles them. */
const bundled = (lines: string): Promise<string> =>
  printed(`
    import { build } from 'esbuild';
    import { bundling } from './.build/esbuild-options.mjs';
    import { lateBuiltins } from './.build/late-builtins.mjs';
    const { outputFiles } = await build({
      ...bundling, write: false, plugins: [lateBuiltins],
      stdin: { contents: ${JSON.stringify(lines)}, resolveDir: process.cwd() },
    });
    process.stdout.write(outputFiles[0].text);`);

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
