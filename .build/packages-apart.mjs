// Packages for some commands and moments only, or that bring their own Zod: each is bundled apart from our code, in a file
// that is loaded where the program imports the package. So they change nothing of what the start holds, and each package,
// with its classes and what it keeps, exists once for all that import it.
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { bundling, INSTALLED } from './esbuild-options.mjs';

/** As our code names them in its imports. */
const PACKAGES_APART = [
  '@ai-sdk/openai-compatible',
  '@modelcontextprotocol/client',
  '@modelcontextprotocol/client/stdio',
  '@opentelemetry/sdk-node',
  'ai',
  'express',
  'express-rate-limit',
  'ioredis',
  'kysely',
  'oidc-provider',
  'oidc-provider/lib/helpers/als.js',
  'pg',
];
/** `pg` would use it if somebody had installed it. */
const NEVER = ['pg-native'];
const PREFIX = 'package-';
/** The name is unlike what a package may call its own: esbuild does not look at a banner when it chooses names. */
const REQUIRE =
  "import { createRequire as createRequireOfPackages } from 'node:module'; const require = createRequireOfPackages(import.meta.url);";

const nameOf = (specifier) => `${PREFIX}${specifier.replaceAll(/\W+/g, '-').replace(/^-/, '')}`;

/** For builds that leave the packages to Node. */
export const PACKAGES_NOT_IN_THE_START = [...PACKAGES_APART, ...INSTALLED];

/** Whether a file of the bundle is, or holds part of, such a package. */
export function isPackageApart(file) {
  return basename(file).startsWith(PREFIX);
}

/** ioredis tells Redis its version, from a package.json that does not come along. */
const versionOfRedisClient = {
  name: 'version-of-redis-client',
  setup({ onLoad }) {
    onLoad({ filter: /ioredis.built.utils.index\.js$/ }, async ({ path }) => {
      const described = await readFile(join(dirname(path), '../../package.json'), 'utf8');
      const text = await readFile(path, 'utf8');
      const { version } = JSON.parse(described);
      const contents = text.replace(
        'let cachedPackageMeta = null;',
        `let cachedPackageMeta = { version: "${version}" };`,
      );
      if (contents === text) {
        throw new Error('ioredis finds out its version in another way now.');
      }
      return { contents };
    });
  },
};

/** The files of the packages, by the name that our code imports. */
export const packageFiles = new Map(
  PACKAGES_APART.map((specifier) => [specifier, `./${nameOf(specifier)}.js`]),
);

const packageOf = (specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];

/** Has our code import the files beside it. */
export const packagesApart = {
  name: 'packages-apart',
  setup({ onResolve }) {
    const names = new Set(PACKAGES_APART.map(packageOf));
    onResolve({ filter: /^[^./]/ }, ({ path }) => {
      const file = packageFiles.get(path);
      if (file === undefined && names.has(packageOf(path))) {
        return { errors: [{ text: `${path} would be bundled a second time: add it to PACKAGES_APART.` }] };
      }
      return file === undefined ? undefined : { path: file, external: true };
    });
  },
};

/** Two versions of a package apart, or a copy that another brings along, would be two packages to `instanceof`. */
export function expectOnce(sources) {
  for (const name of new Set(PACKAGES_APART.map(packageOf))) {
    const inside = `node_modules/${name}/`;
    const folders = new Set(
      sources
        .filter((path) => path.includes(inside))
        .map((path) => path.slice(0, path.lastIndexOf(inside) + inside.length)),
    );
    if (folders.size > 1) {
      throw new Error(`${name} would be bundled ${folders.size} times: ${[...folders].join(', ')}`);
    }
  }
}

/** What Node would let a module import from the package; those of a CommonJS package are known to Node alone. */
async function exportsOf(specifier) {
  const names = Object.keys(await import(specifier)).filter((name) => /^[\w$]+$/.test(name));
  return `export { ${names.toSorted().join(', ')} } from '${specifier}';`;
}

/** The files of all packages, which share among themselves what two of them need. */
export async function bundlePackagesApart(root) {
  // oidc-provider warns of older versions of Node as soon as it is loaded.
  const terminal = globalThis.console;
  const { warn } = terminal;
  terminal.warn = () => {};
  const contents = new Map(
    await Promise.all(
      PACKAGES_APART.map(async (specifier) => [nameOf(specifier), await exportsOf(specifier)]),
    ),
  );
  terminal.warn = warn;
  const entries = {
    name: 'entries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ kind, path }) =>
        kind === 'entry-point' ? { path, namespace: 'entry' } : undefined,
      );
      onLoad({ filter: /./, namespace: 'entry' }, ({ path }) => ({
        contents: contents.get(path),
        resolveDir: root,
      }));
    },
  };
  const { outputFiles, metafile } = await build({
    ...bundling,
    entryPoints: [...contents.keys()].map((name) => ({ in: name, out: name })),
    chunkNames: `${PREFIX}[name]-[hash]`,
    splitting: true,
    // oidc-provider tells its kinds of records apart by the names of its classes, which esbuild drops or changes.
    keepNames: true,
    // As Node resolves them, without what packages offer to bundlers alone.
    conditions: [],
    mainFields: ['main'],
    external: [...INSTALLED, ...NEVER],
    plugins: [entries, versionOfRedisClient],
    banner: { js: REQUIRE },
    outdir: root,
    write: false,
    metafile: true,
    absWorkingDir: root,
  });
  const sources = Object.keys(metafile.inputs);
  expectOnce(sources);
  return { texts: new Map(outputFiles.map(({ path, text }) => [basename(path), text])), sources };
}
