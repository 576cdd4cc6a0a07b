// Bundles the program: dist/notion-rest-mcp.js holds all that a client over stdio needs before it has its list of tools, in
// one file, because each further file and each needless one costs start time. What serves it then is one file again,
// dist/notion-rest-mcp/stdio.js. What other commands and later moments need lies beside it, and imports from these two
// what they use; packages that only these need are in files of their own. The list of tools is made here, by the program itself: prepared-tools.json.
//
// Usage: npm run build
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundling, INSTALLED, lean, REQUIRE } from './esbuild-options.mjs';
import { packagesOf } from './bundled-packages.mjs';
import { lateBuiltins } from './late-builtins.mjs';
import { licenceNotices } from './licences.mjs';
import { bundlePackagesApart, PACKAGES_NOT_IN_THE_START, packagesApart } from './packages-apart.mjs';
import { billOfMaterials } from './sbom.mjs';

const PROGRAM = 'notion-rest-mcp';
/** The second file, and the module that loads it. */
const STDIO = 'stdio.js';
const STDIO_ENTRIES = [
  'src/commands/serve-stdio-client.ts',
  'src/app/token-connection.ts',
  'src/app/shared-limits.ts',
];
/** What tools have in common that is not in these two. Cut finer it would be dozens of files, each of which costs half a millisecond. */
const SHARED_BY_TOOLS = 'tools.js';
/** Programs of threads, and of a process that reads SQLite files for `chat`. Each is a file of its own that shares nothing: what it would share belongs to the program's start. */
const THREADS = [
  'bounded-work/watchdog-thread',
  'parsing/text-thread',
  'files/file-thread',
  'search-index/thread/index-thread',
  'chat/sqlite/query-process',
];
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist');

/** What only a thread does is in the thread's program alone: decoders take megabytes. */
const threadOnly = {
  name: 'thread-only',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/file-jobs\.js$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/** The list of tools is made without what a tool loads when it runs; in one file, that would come in an order of its own. */
const withoutLater = {
  name: 'without-later',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/** The program as esbuild cuts it: the start, the parts that are imported when they are needed, and what they share. */
async function cut() {
  const { outputFiles, metafile } = await build({
    ...bundling,
    entryPoints: { [PROGRAM]: join(root, 'src/cli.ts') },
    splitting: true,
    external: INSTALLED,
    alias: lean.alias,
    plugins: [threadOnly, packagesApart, lateBuiltins],
    outdir: folder,
    write: false,
    metafile: true,
    absWorkingDir: root,
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const infos = Object.entries(metafile.outputs).map(([path, info]) => [basename(path), info]);
  return { texts, infos: new Map(infos), sources: Object.keys(metafile.inputs) };
}

/** The files that esbuild has made of these entries. */
const filesFrom = (isWanted) =>
  [...program.infos].flatMap(([file, { entryPoint }]) =>
    entryPoint !== undefined && isWanted(entryPoint) ? [file] : [],
  );

/** The files that are loaded together with this one. */
function loadedWith(file, infos, found = new Set([file])) {
  for (const { path, kind } of infos.get(file).imports) {
    const imported = basename(path);
    if (kind !== 'dynamic-import' && infos.has(imported) && !found.has(imported)) {
      loadedWith(imported, infos, found.add(imported));
    }
  }
  return found;
}

/** Node reads a file of ASCII faster. esbuild escapes other characters in strings; those in regular expressions are left. */
function ascii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One file of these files' text, which still exports what each of them did. `pathOf`: where another file lies. */
async function joined(files, { texts, infos }, pathOf, head) {
  const inMemory = {
    name: 'in-memory',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path }) =>
        files.has(basename(path))
          ? { path: basename(path), namespace: 'start' }
          : { path: path.startsWith('./') ? pathOf(basename(path)) : path, external: true },
      );
      onLoad({ filter: /./, namespace: 'start' }, ({ path }) => ({
        contents: texts.get(path).replace(/^#!.*/, ''),
      }));
    },
  };
  const { outputFiles, metafile } = await build({
    ...bundling,
    stdin: { contents: [...files].map((file) => `export * from './${file}';`).join('\n') },
    plugins: [inMemory],
    banner: { js: head },
    write: false,
    metafile: true,
  });
  const exported = new Set(Object.values(metafile.outputs)[0].exports);
  const lost = [...files].flatMap((file) => infos.get(file).exports).filter((name) => !exported.has(name));
  if (lost.length > 0) {
    throw new Error(`Two files export ${lost.join(', ')}, and \`export *\` drops both.`);
  }
  return ascii(outputFiles[0].text);
}

/** A thread's program in one file. */
async function thread(path) {
  const { outputFiles, metafile } = await build({
    ...bundling,
    entryPoints: [join(root, 'src', `${path}.ts`)],
    external: INSTALLED,
    alias: lean.alias,
    plugins: [packagesApart],
    banner: { js: lean.head },
    outfile: join(folder, PROGRAM, `${basename(path)}.js`),
    write: false,
    metafile: true,
    absWorkingDir: root,
  });
  return { text: outputFiles[0].text, sources: Object.keys(metafile.inputs) };
}

/** The answers that the program gives before it has loaded its tools. */
async function preparedTools() {
  const file = join(folder, 'prepare-tools.mjs');
  await build({
    ...bundling,
    stdin: {
      contents: "export * from './mcp/stdio/prepare-tools.ts'; export * as catalogue from './catalogue.ts';",
      resolveDir: join(root, 'src'),
    },
    alias: lean.alias,
    external: PACKAGES_NOT_IN_THE_START,
    plugins: [withoutLater],
    banner: { js: lean.head },
    outfile: file,
  });
  const { prepareTools, catalogue } = await import(pathToFileURL(file).href);
  await rm(file);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return JSON.stringify(prepareTools(version, catalogue));
}

const program = await cut();
const threads = new Map(
  await Promise.all(THREADS.map(async (path) => [`${basename(path)}.js`, await thread(path)])),
);
const packages = await bundlePackagesApart(root);
const sources = [
  ...program.sources,
  ...packages.sources,
  ...[...threads.values()].flatMap((made) => made.sources),
];
const start = loadedWith(`${PROGRAM}.js`, program.infos);
const stdio = new Set(
  filesFrom((path) => STDIO_ENTRIES.includes(path))
    .flatMap((file) => [...loadedWith(file, program.infos)])
    .filter((file) => !start.has(file)),
);
const toolFiles = filesFrom((path) => path.startsWith('tools/'));
const sharedByTools = new Set(
  toolFiles
    .flatMap((file) => [...loadedWith(file, program.infos)])
    .filter((file) => !start.has(file) && !stdio.has(file) && !toolFiles.includes(file)),
);
/** The files that hold what esbuild has cut apart, by where they lie from within the folder. */
const whole = new Map([
  [`../${PROGRAM}.js`, start],
  [`./${STDIO}`, stdio],
  [`./${SHARED_BY_TOOLS}`, sharedByTools],
]);
const placeOf = (file) => [...whole].find(([, parts]) => parts.has(file))?.[0] ?? `./${file}`;
const later = [...program.texts.keys()].filter((file) => placeOf(file) === `./${file}`);

await rm(join(folder, PROGRAM), { recursive: true, force: true });
await mkdir(join(folder, PROGRAM), { recursive: true });
await writeFile(
  join(folder, `${PROGRAM}.js`),
  await joined(
    start,
    program,
    (file) => placeOf(file).replace(/^\.\//, `./${PROGRAM}/`),
    `#!/usr/bin/env node\n${lean.head}`,
  ),
  { mode: 0o755 },
);
await writeFile(join(folder, PROGRAM, STDIO), await joined(stdio, program, placeOf, REQUIRE));
await writeFile(
  join(folder, PROGRAM, SHARED_BY_TOOLS),
  await joined(sharedByTools, program, placeOf, REQUIRE),
);
await writeFile(join(folder, PROGRAM, 'prepared-tools.json'), await preparedTools());
const bundled = await packagesOf(root, sources);
await writeFile(join(folder, PROGRAM, 'LICENCES.txt'), await licenceNotices(root, bundled, sources));
await writeFile(
  join(folder, PROGRAM, 'sbom.spdx.json'),
  `${JSON.stringify(await billOfMaterials(root, bundled), null, 1)}\n`,
);
for (const file of later) {
  const text = [...whole.values()]
    .flatMap((parts) => [...parts])
    .reduce(
      (rewritten, part) => rewritten.replaceAll(`"./${part}"`, `"${placeOf(part)}"`),
      program.texts.get(file),
    );
  await writeFile(join(folder, PROGRAM, file), text);
}
for (const [file, text] of packages.texts) {
  await writeFile(join(folder, PROGRAM, file), text);
}
for (const [file, { text }] of threads) {
  await writeFile(join(folder, PROGRAM, file), text);
}
// Written for browsers, and served as they are.
await cp(join(root, 'src/chat/page/browser'), join(folder, PROGRAM, 'browser'), {
  recursive: true,
  filter: (path) => !path.endsWith('.json'),
});
