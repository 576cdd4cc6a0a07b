import { expect, it } from '@jest/globals';
import { bundledWith, printed } from './bundled-lines.js';

const bundled = bundledWith('packagesApart', 'packages-apart.mjs');

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
