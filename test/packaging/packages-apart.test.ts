import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** What a module prints, in a process of its own: the bundler does not run inside Jest. */
async function printed(program: string): Promise<string> {
  const args = ['--input-type=module', '--eval', program];
  return (await promisify(execFile)(process.execPath, args, { cwd: root })).stdout;
}

/** The bundle of our code if it were this line. */
const bundled = (line: string): Promise<string> =>
  printed(`
    import { build } from 'esbuild';
    import { bundling } from './.build/esbuild-options.mjs';
    import { packagesApart } from './.build/packages-apart.mjs';
    const { outputFiles } = await build({
      ...bundling, logLevel: 'silent', write: false, plugins: [packagesApart],
      stdin: { contents: ${JSON.stringify(line)}, resolveDir: process.cwd() },
    });
    process.stdout.write(outputFiles[0].text);`);

/** Has the build look at the paths of the files that it bundled. */
const looked = (sources: readonly string[]): Promise<string> =>
  printed(`
    import { expectOnce } from './.build/packages-apart.mjs';
    expectOnce(${JSON.stringify(sources)});`);

it('leaves a package apart to the file beside our code', async () => {
  expect(await bundled("export { Kysely } from 'kysely';")).toBe(
    'import{Kysely}from"./package-kysely.js";export{Kysely};\n',
  );
});

it('refuses a part of such a package that has no file, instead of bundling the package a second time', async () => {
  await expect(bundled("export { jsonArrayFrom } from 'kysely/helpers/postgres';")).rejects.toThrow(
    'kysely/helpers/postgres would be bundled a second time: add it to PACKAGES_APART.',
  );
});

it('refuses a second version of such a package', async () => {
  const once = [
    'node_modules/pg/lib/index.js',
    'node_modules/pg/lib/client.js',
    'node_modules/pg-pool/index.js',
  ];
  expect(await looked(once)).toBe('');
  await expect(looked([...once, 'node_modules/depot/node_modules/pg/lib/index.js'])).rejects.toThrow(
    'pg would be bundled 2 times: node_modules/pg/, node_modules/depot/node_modules/pg/',
  );
});
