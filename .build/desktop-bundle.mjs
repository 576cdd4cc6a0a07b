// Packs dist/notion-rest-mcp.mcpb, which Claude Desktop installs with a double click. It holds the bundled program without
// the parts that need a native package, so it is the same on every platform, and without those that a server needs. Usage: npm run bundle
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packExtension } from '@anthropic-ai/mcpb';
import { tools } from '../dist/src/catalogue.js';
import { INSTALLED } from './esbuild-options.mjs';
import { drawIcon } from './icon.mjs';
import { isPackageApart } from './packages-apart.mjs';

const PROGRAM = 'notion-rest-mcp';
/** Pixels. */
const ICON_SIZE = 512;
const root = fileURLToPath(new URL('..', import.meta.url));
const parts = join(root, 'dist', PROGRAM);
const target = join(root, 'dist', `${PROGRAM}.mcpb`);

/** The manifest, version 0.3. The tools are the catalogue's. */
function manifest({ name, version, description, keywords, license, engines, homepage, bugs, repository }) {
  return {
    manifest_version: '0.3',
    name,
    display_name: 'Notion (REST)',
    version,
    description,
    author: { name: `The ${name} authors` },
    repository: { type: repository.type, url: repository.url.replace(/^git\+/, '') },
    homepage,
    support: bugs,
    license,
    keywords,
    icon: 'icon.png',
    server: {
      type: 'node',
      entry_point: `server/${PROGRAM}.js`,
      mcp_config: {
        command: 'node',
        args: [`\${__dirname}/server/${PROGRAM}.js`],
        env: {
          NOTION_TOKEN: '${user_config.notion_token}',
          // Claude Desktop's own environment may ask for telemetry; the SDK that sends it is not in here.
          OTEL_SDK_DISABLED: 'true',
        },
      },
    },
    user_config: {
      notion_token: {
        type: 'string',
        title: 'Notion token',
        description:
          'Create a token at https://www.notion.so/developers/tokens, which sees what you see. Or create a connection at https://www.notion.so/profile/integrations, add it to pages (••• → Connections), and take its token.',
        sensitive: true,
        required: true,
      },
    },
    tools: tools.map((tool) => ({ name: tool.name, description: tool.title })),
    compatibility: { platforms: ['darwin', 'win32', 'linux'], runtimes: { node: engines.node } },
  };
}

function isLeftOut(path) {
  return isPackageApart(path) || INSTALLED.some((name) => path === name || path.startsWith(`${name}/`));
}

/** Commands that Claude Desktop never runs: for people in a terminal, and for servers. */
const OTHER_COMMANDS =
  /^(?:demo|help|completions|install|serve|doctor|chat|search-index|migrate-store|store-commands)-/;

/** What a file of the bundle imports: at once, and later. */
async function importsOf(file) {
  const text = await readFile(file, 'utf8');
  const paths = (pattern) => [...text.matchAll(pattern)].map(([, path]) => path.replace(/^.*\//, './'));
  return {
    atOnce: [...text.matchAll(/\b(?:from|import) ?"([^"]+)"/g)].map(([, path]) => path),
    all: paths(/\b(?:from|import) ?\(?"([^"]+)"/g),
  };
}

function nameOf(path) {
  return path.replace(/^\.\//, '');
}

/** The parts that the program comes to over stdio, and that run with what is in the bundle alone. */
async function partsWithoutPackages() {
  const files = (await readdir(parts)).filter((file) => file.endsWith('.js'));
  const imports = new Map();
  for (const file of files) {
    imports.set(file, await importsOf(join(parts, file)));
  }
  const needsPackage = (file, above = new Set([file])) =>
    imports.get(file).atOnce.some((path) => {
      const part = nameOf(path);
      return (
        isLeftOut(path) || (imports.has(part) && !above.has(part) && needsPackage(part, above.add(part)))
      );
    });
  const reached = new Set();
  const follow = (file) => {
    if (imports.has(file) && !reached.has(file) && !OTHER_COMMANDS.test(file) && !needsPackage(file)) {
      reached.add(file);
      imports.get(file).all.forEach((path) => follow(nameOf(path)));
    }
  };
  // Threads are started by their names, not imported.
  files.filter((file) => file.endsWith('-thread.js')).forEach(follow);
  const program = await importsOf(join(root, 'dist', `${PROGRAM}.js`));
  program.all.forEach((path) => follow(nameOf(path)));
  return [...reached];
}

const description = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const folder = await mkdtemp(join(tmpdir(), 'notion-rest-mcp-bundle-'));
try {
  await mkdir(join(folder, 'server', PROGRAM), { recursive: true });
  const { name, version, type } = description;
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest(description), null, 2)}\n`);
  // Where the program reads its version, and Node that it is a module.
  await writeFile(join(folder, 'package.json'), `${JSON.stringify({ name, version, type }, null, 2)}\n`);
  await writeFile(join(folder, 'icon.png'), drawIcon(ICON_SIZE));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  for (const file of ['LICENCES.txt', 'prepared-tools.json']) {
    await copyFile(join(parts, file), join(folder, 'server', PROGRAM, file));
  }
  await copyFile(join(root, 'dist', `${PROGRAM}.js`), join(folder, 'server', `${PROGRAM}.js`));
  for (const part of await partsWithoutPackages()) {
    await copyFile(join(parts, part), join(folder, 'server', PROGRAM, part));
  }
  await rm(target, { force: true });
  if (!(await packExtension({ extensionPath: folder, outputPath: target, silent: true }))) {
    throw new Error('The packer refuses the bundle: see what it said above.');
  }
  const { size } = await stat(target);
  process.stdout.write(`dist/${PROGRAM}.mcpb: version ${version}, ${Math.round(size / 1000)} kB\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
