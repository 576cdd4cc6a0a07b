import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { tools } from '../../src/catalogue.js';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../src/sandbox/server.js';
import { clientKinds, closeClients, connectStdio } from '../support/clients/mcp-clients.js';
import { programPath } from './published-program.js';

/** Characters, read and compiled before a client gets its list of tools. */
const LARGEST_START = 150_000;

const root = join(import.meta.dirname, '../..');
/** What the compiler makes of the sources, before it is bundled. */
const plainPath = join(root, 'dist/src/cli.js');

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(closeClients);
afterAll(() => sandbox.close());

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(program: string, args: string[], env: Record<string, string>): Promise<Result> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...args], { env });
    return { code: 0, stdout, stderr };
  } catch (error) {
    // That is what execFile rejects with when a program ends with another code.
    return error as Result;
  }
}

describe('what a client over stdio waits for', () => {
  const start = readFileSync(programPath, 'utf8');

  it('is one file that loads no other and no package', () => {
    const imported = [...start.matchAll(/\bimport(?:\{[^}]*\}|[\w*, ]*)from ?"([^"]+)"/g)].map(
      ([, from]) => from,
    );
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((from) => from?.startsWith('node:') !== true)).toEqual([]);
  });

  it('is plain ASCII, which Node reads faster', () => {
    expect(/[^\0-\x7f]/.exec(start)?.[0]).toBeUndefined();
  });

  it('holds neither Zod nor a compiler for JSON Schema', () => {
    expect(start).not.toMatch(/\bajv\b/i);
    // The member by which Zod's schemas know each other.
    expect(start).not.toMatch(/\b_zod\b/);
    expect(start.length).toBeLessThan(LARGEST_START);
    const named = ['src', 'tools'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .filter((file) =>
          /^import (?!type)\{[^}]*\bz\b.*from 'zod'/m.test(readFileSync(join(root, folder, file), 'utf8')),
        ),
    );
    // `import * as z` lets the bundler leave out what is not used; `import { z }` brings all of Zod along.
    expect(named).toEqual([]);
  });

  it.each(clientKinds)('serves a %s client without turning text into code', async (kind) => {
    const client = await connectStdio(kind, {
      command: process.execPath,
      args: ['--disallow-code-generation-from-strings', programPath],
      env: { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandbox.url },
    });
    expect((await client.listTools()).map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    expect(await client.callTool('notion_search', { query: 'deploy', limit: 2 })).toMatchObject({
      isError: false,
    });
    expect(await client.callTool('notion_search', { limit: 'many' })).toMatchObject({
      text: expect.stringContaining('limit accepts a whole number'),
      isError: true,
    });
  });

  it('makes no format of numbers for a search: the first takes some ten milliseconds', async () => {
    const client = await connectStdio('v2 legacy', {
      command: process.execPath,
      args: ['--import', 'data:text/javascript,delete Intl.NumberFormat', programPath],
      env: { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandbox.url },
    });
    await client.listTools();
    expect(await client.callTool('notion_search', { query: 'deploy', limit: 2 })).toMatchObject({
      isError: false,
    });
  });
});

it.each<[string, string[]]>([
  ['--help', ['--help']],
  ['the settings', ['help', 'settings']],
  ['completions', ['completions', 'bash']],
  ['--version', ['--version']],
  ['an unknown command', ['sreve']],
  ['no token', []],
  ['an unknown tool', ['serve', '--tools', 'notion_serch']],
  ['no client', ['connect']],
])('answers as the program that is not bundled does: %s', async (_name, args) => {
  const env = { HOME: '/nowhere', ...(args.length > 1 ? { NOTION_TOKEN: SANDBOX_TOKEN } : {}) };
  const [bundled, plain] = await Promise.all([run(programPath, args, env), run(plainPath, args, env)]);
  expect({ code: bundled.code, stdout: bundled.stdout, stderr: bundled.stderr }).toEqual({
    code: plain.code,
    stdout: plain.stdout,
    stderr: plain.stderr,
  });
});

it('shows the demo, with all that it loads later', async () => {
  const { code, stdout } = await run(programPath, ['demo', '--once'], {});
  expect(code).toBe(0);
  expect(stdout).toMatch(/▶ notion_search[\s\S]*▶ notion_query_database[\s\S]*▶ notion_read_page/);
});

it('shows the demo with the hosted server besides', async () => {
  const { code, stdout } = await run(programPath, ['demo', '--hosted', '--once'], {});
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /Found by Notion's hosted server[\s\S]*Deploy guide[\s\S]*▶ notion_ask_connected_apps[\s\S]*slack:[\s\S]*▶ notion_sql[\s\S]*\| Status \| tasks \|/,
  );
  expect(stdout).toContain('1 call of its hosted server');
});

describe('the packages that it holds', () => {
  const parts = join(root, 'dist/notion-rest-mcp');
  const { packages } = z
    .object({
      packages: z.array(
        z.looseObject({
          name: z.string(),
          versionInfo: z.string(),
          comment: z.string().optional(),
          checksums: z.array(z.object({ checksumValue: z.string() })).optional(),
        }),
      ),
    })
    .parse(JSON.parse(readFileSync(join(parts, 'sbom.spdx.json'), 'utf8')));
  const within = packages.filter(({ comment }) => comment === 'in the bundle');
  // Where CommonJS is wrapped, each file of the bundle names the sources it is made of by their place.
  const wrapped = readdirSync(parts)
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) =>
      [
        ...readFileSync(join(parts, file), 'utf8').matchAll(
          /__commonJS\(\{"((?:[^"]*\/)?node_modules\/((?:@[^/"]+\/)?[^/"]+)\/[^"]*)"/g,
        ),
      ].map(([, path = '', name = '']) => ({ file, path, name })),
    );

  it('lists each package that it holds, and what npm installs beside it, for scanners', () => {
    expect(within.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'express',
        'oidc-provider',
        'pg',
        'ioredis',
        '@opentelemetry/sdk-node',
        'ai',
        'zod',
      ]),
    );
    expect(within.filter(({ checksums }) => checksums === undefined)).toEqual([]);
    const beside = packages.filter((one) => !within.includes(one)).map(({ name }) => name);
    expect(beside).toEqual(expect.arrayContaining(['notion-rest-mcp', 'libsql', '@libsql/darwin-arm64']));
    expect(packages.map(({ name }) => name)).not.toContain('typescript');
    expect(wrapped.length).toBeGreaterThan(100);
    const listed = new Set(within.map(({ name }) => name));
    expect(wrapped.map(({ name }) => name).filter((name) => !listed.has(name))).toEqual([]);
  });

  it('keep the names of their classes, by which some of them tell what they store and what failed', async () => {
    // A module of Node itself, for what Jest loads has been through another compiler.
    const compared = `
      import { packageFiles } from ${JSON.stringify(pathToFileURL(join(root, '.build/packages-apart.mjs')))};
      const named = (module) => Object.entries(module)
        // Newer versions of Node add a CommonJS module itself as \`module.exports\`.
        .filter(([name, value]) => typeof value === 'function' && name !== 'module.exports')
        .map(([name, value]) => [name, value.name]);
      const models = ({ Provider, default: OidcProvider = Provider }) => {
        const provider = new OidcProvider('http://localhost', { clients: [] });
        return ['AccessToken', 'AuthorizationCode', 'Client', 'Grant', 'Interaction', 'RefreshToken', 'Session']
          .map((model) => [model, provider[model].name]);
      };
      const told = [];
      for (const [specifier, file] of packageFiles) {
        const [plain, bundled] = [await import(specifier), await import(new URL(file, ${JSON.stringify(`${pathToFileURL(parts).href}/`)}))];
        told.push([specifier, named(plain), named(bundled)]);
        if (specifier === 'oidc-provider') {
          told.push(['its models', models(plain), models(bundled)]);
        }
      }
      process.stdout.write(JSON.stringify(told));`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--no-warnings', '--input-type=module', '--eval', compared],
      { cwd: root, maxBuffer: 10_000_000 },
    );
    const told = z
      .array(
        z.tuple([
          z.string(),
          z.array(z.tuple([z.string(), z.string()])),
          z.array(z.tuple([z.string(), z.string()])),
        ]),
      )
      .parse(JSON.parse(stdout.slice(stdout.indexOf('[['))));
    expect(told.length).toBeGreaterThan(10);
    for (const [specifier, plain, bundled] of told) {
      expect([specifier, Object.fromEntries(bundled)]).toEqual([specifier, Object.fromEntries(plain)]);
    }
    expect(Object.fromEntries(told.find(([name]) => name === 'its models')?.[2] ?? [])).toMatchObject({
      Grant: 'Grant',
      RefreshToken: 'RefreshToken',
    });
  });

  it('are not installed by npm besides, and what is installed runs no script', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string; dev?: boolean; hasInstallScript?: boolean }>;
    };
    const forUsers = Object.entries(lock.packages).filter(([, { dev = false }]) => !dev);
    expect(forUsers.length).toBeGreaterThan(1);
    expect(forUsers.filter(([, { hasInstallScript = false }]) => hasInstallScript)).toEqual([]);
    const installed = forUsers.map(
      ([folder, { version }]) => `${folder.replace(/^.*node_modules\//, '')} ${version}`,
    );
    expect(within.filter(({ name, versionInfo }) => installed.includes(`${name} ${versionInfo}`))).toEqual(
      [],
    );
  });

  it('stand in one file each, if they are bundled apart', () => {
    const apart = new Set([
      'express',
      'express-rate-limit',
      'ioredis',
      'pg',
      'pg-pool',
      '@opentelemetry/sdk-node',
    ]);
    const places = wrapped.filter(({ name }) => apart.has(name)).map(({ file, path }) => ({ file, path }));
    expect(new Set(places.map(({ path }) => path)).size).toBe(places.length);
    expect(places.length).toBeGreaterThan(20);
    expect(places.filter(({ file }) => !file.startsWith('package-'))).toEqual([]);
  });

  const licences = readFileSync(join(parts, 'LICENCES.txt'), 'utf8');

  it('come with their licences', () => {
    const lines = new Set(licences.split('\n'));
    expect(within.filter(({ name, versionInfo }) => !lines.has(`${name} ${versionInfo}`))).toEqual([]);
    expect(licences).toMatch(/Permission is hereby granted[\s\S]*Apache License/);
  });

  it.each([
    ['nanoid in oidc-provider', 'Copyright 2017 Andrey Sitnik'],
    ['shimmer in @opentelemetry/instrumentation', 'Forrest L Norvell'],
    ['pg-types, in its README', 'Copyright (c) 2014 Brian M. Carlson'],
    ['pgpass, in its README', 'Copyright (c) 2013-2016 Hannes Hörl'],
    ['koa-compose, which has no text', 'Copyright (c) 2013 TJ Holowaychuk'],
    ['secure-json-parse in @ai-sdk/provider-utils', 'Copyright (c) 2019 The Fastify Team'],
    ['zod-to-json-schema in @ai-sdk/provider-utils', 'Copyright (c) 2020, Stefan Terdell'],
    ['pdf.js in unpdf', 'Copyright 2012-2026 Mozilla Foundation'],
  ])('come with the licence of %s', (_name, copyright) => {
    expect(licences).toContain(copyright);
  });

  it('come with the licences of what their WebAssembly was compiled from', () => {
    const assembly = join(root, 'node_modules/@cf-wasm/photon/dist/lib/photon_rs_bg.wasm');
    const crates = [
      ...readFileSync(assembly, 'latin1').matchAll(/\/registry\/src\/[^/]+\/([\w-]+)-\d[\w.+-]*\/src\//g),
    ].map(([, name = '']) => name);
    expect(crates.length).toBeGreaterThan(20);
    const words = new Set(licences.match(/[\w-]+/g));
    expect(crates.filter((name) => !words.has(name))).toEqual([]);
  });

  it('are listed without a time, so that the same packages make the same text', () => {
    expect(readFileSync(join(parts, 'sbom.spdx.json'), 'utf8')).toContain(
      '"created": "1970-01-01T00:00:00Z"',
    );
  });
});

it.each([
  ['the demo', ['demo', '--once']],
  ['the demo, which would go on', ['demo']],
  ['help', ['help', 'settings']],
  ['completions', ['completions', 'bash']],
])('ends quietly when nobody reads it to the end: %s', async (_name, args) => {
  const child = spawn(process.execPath, [programPath, ...args], {
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect([code, said]).toEqual([0, '']);
});

const onLinux = process.platform === 'linux' ? it : it.skip;
onLinux('says in a line that its output cannot be written', async () => {
  const command = `"${process.execPath}" "${programPath}" help settings > /dev/full`;
  const refused: unknown = await promisify(execFile)('sh', ['-c', command], { env: {} }).catch(
    (error: unknown) => error,
  );
  expect(refused).toMatchObject({
    code: 1,
    stderr: 'notion-rest-mcp: The output cannot be written (ENOSPC).\n',
  });
});
