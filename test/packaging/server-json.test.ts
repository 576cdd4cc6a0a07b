import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { settingList } from '../../src/config/settings/settings.js';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** The version of the registry's schema that the file is written for; unknown fields are refused. */
const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';

const input = {
  description: z.string().min(1),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  placeholder: z.string().optional(),
  default: z.string().optional(),
  value: z.string().optional(),
};
const named = z.strictObject({
  ...input,
  name: z.string().min(1),
  variables: z.record(z.string(), z.strictObject(input)).optional(),
});
const serverJson = z.strictObject({
  $schema: z.literal(SCHEMA),
  name: z.string().regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().max(100),
  description: z.string().min(1).max(100),
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  repository: z.strictObject({ url: z.url(), source: z.literal('github') }),
  websiteUrl: z.url(),
  packages: z.tuple([
    z.strictObject({
      registryType: z.literal('npm'),
      identifier: z.string(),
      version: z.string(),
      runtimeHint: z.literal('npx'),
      transport: z.strictObject({ type: z.literal('stdio') }),
      environmentVariables: z.array(named),
    }),
  ]),
  remotes: z.array(
    z.strictObject({
      type: z.literal('streamable-http'),
      url: z.string().regex(/^https:\/\/\S+$/),
      variables: z.record(z.string(), z.strictObject(input)),
      headers: z.array(named),
    }),
  ),
});

const server = serverJson.parse(read('server.json'));
const description = z
  .looseObject({
    name: z.string(),
    version: z.string(),
    mcpName: z.string(),
    homepage: z.url(),
    bugs: z.url(),
    repository: z.object({ type: z.literal('git'), url: z.string() }),
  })
  .parse(read('package.json'));

it('tells the versions and names of package.json, which proves to the registry that the package belongs to it', () => {
  const [published] = server.packages;
  expect(server.version).toBe(description.version);
  expect(published.version).toBe(description.version);
  expect(published.identifier).toBe(description.name);
  expect(server.name).toBe(description.mcpName);
});

it('has the addresses of the one who may publish under this name', () => {
  const [, owner, name] = /^io\.github\.([^/]+)\/(.+)$/.exec(server.name) ?? [];
  const address = `https://github.com/${owner}/${name}`;
  expect(server.repository.url).toBe(address);
  expect(description.repository.url).toBe(`git+${address}.git`);
  expect(description.bugs).toBe(`${address}/issues`);
  expect([description.homepage, server.websiteUrl]).toEqual([`${address}#readme`, `${address}#readme`]);
});

it('names settings that there are, and marks as secret what has no command line option', () => {
  for (const { name, isSecret } of server.packages[0].environmentVariables) {
    const setting = settingList.find(([, { variable }]) => variable === name)?.[1];
    expect([name, setting?.variable]).toEqual([name, name]);
    expect([name, isSecret === true]).toEqual([name, setting?.option === undefined]);
  }
});

it('defines every variable of a template, and hides the key', () => {
  for (const { url, variables, headers } of server.remotes) {
    expect([...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(Object.keys(variables));
    for (const header of headers) {
      const used = [...(header.value ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(used).toEqual(Object.keys(header.variables ?? {}));
      expect([header.isSecret, header.variables?.['key']?.isSecret]).toEqual([true, true]);
    }
  }
});
