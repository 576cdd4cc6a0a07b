import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly args: Readonly<Record<string, string>> };
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: unknown;
  readonly profiles?: readonly string[];
  readonly secrets?: readonly string[];
  readonly configs?: readonly { readonly source: string; readonly target: string }[];
  readonly volumes?: readonly string[];
  readonly mem_limit?: string;
  readonly memswap_limit?: string;
  readonly pids_limit?: number;
  readonly cpus?: number;
  readonly tmpfs?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
}

/**
 * Compose mounts a file. It copies anything else (`content`, `environment`) into the container before the start, and
 * refuses to where the root is read-only.
 */
interface FileSource {
  readonly file: string;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, FileSource>>;
  readonly configs: Readonly<Record<string, FileSource>>;
}

interface CollectorConfig {
  readonly receivers: Readonly<Record<string, unknown>>;
  readonly processors: Readonly<Record<string, unknown>>;
  readonly exporters: Readonly<Record<string, unknown>>;
  readonly service: {
    readonly pipelines: Readonly<
      Record<string, Readonly<Record<'receivers' | 'processors' | 'exporters', readonly string[]>>>
    >;
  };
}

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const compose = parse(read('compose.yaml')) as Compose; // the checks below are what tells whether it is one
const services = Object.entries(compose.services);

it('holds the server, a collector, Postgres and Redis', () => {
  expect(services.map(([name]) => name)).toEqual(['server', 'collector', 'postgres', 'redis']);
});

describe.each(services)('%s', (_name, service) => {
  it('may do as little as possible', () => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('is built here or names a version, and can be named by digest without a change of the file', () => {
    const image = service.build === undefined ? service.image : service.build.args['NODE_IMAGE'];
    expect(image).toMatch(/^\$\{[A-Z]+_IMAGE:-[\w/-]+:[\w.-]*\d[\w.-]*\}$/);
  });

  it('may take so much memory, no swap, so many processes and so many cores', () => {
    expect(service.mem_limit).toMatch(/^\d+[mg]$/);
    expect(service.memswap_limit).toBe(service.mem_limit);
    expect(service.pids_limit).toBeLessThanOrEqual(256);
    expect(service.cpus).toBeLessThanOrEqual(2);
  });

  it('runs nothing from a folder that it can write to', () => {
    for (const folder of (service.tmpfs ?? []).filter((entry) => entry.startsWith('/tmp'))) {
      expect(folder).toMatch(/size=\d+m.*noexec,nosuid,nodev/);
    }
  });

  it('can be reached from this machine only, if at all', () => {
    expect((service.ports ?? []).filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('names only what the file defines', () => {
    const defined = (names: object): string[] => Object.keys(names);
    const volumes = (service.volumes ?? []).map((volume) => volume.split(':', 1)[0] ?? '');
    expect(defined(compose.networks)).toEqual(expect.arrayContaining([...(service.networks ?? [])]));
    expect(defined(compose.volumes)).toEqual(expect.arrayContaining(volumes));
    expect(defined(compose.secrets)).toEqual(expect.arrayContaining([...(service.secrets ?? [])]));
    expect(defined(compose.configs)).toEqual(
      expect.arrayContaining((service.configs ?? []).map((config) => config.source)),
    );
    expect(defined(compose.services)).toEqual(expect.arrayContaining(defined(service.depends_on ?? {})));
  });
});

it('knows no password: a secret is asked for, or read from a file', () => {
  const secretSettings = services.flatMap(([, { environment }]) =>
    Object.entries(environment ?? {}).filter(([name]) => /SECRET|KEY|PASSWORD|TOKEN/.test(name)),
  );
  expect(secretSettings.map(([name]) => name)).toEqual([
    'NOTION_CLIENT_SECRET',
    'CREDENTIALS_KEY',
    'POSTGRES_PASSWORD_FILE',
  ]);
  for (const [, value] of secretSettings) {
    expect(value).toMatch(/^\$\{\w+:\?[^}]+\}$|^\/run\/secrets\/\w+$/);
  }
});

it('gives services with a read-only root nothing but files, of which no secret is in the repository or the image', () => {
  for (const source of [...Object.values(compose.secrets), ...Object.values(compose.configs)]) {
    expect(source).toEqual({ file: expect.stringMatching(/^[\w/.]+$/) });
  }
  for (const { file } of Object.values(compose.secrets)) {
    expect(file).toMatch(/^secrets\//);
  }
  expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(['.env', 'secrets/']));
  expect(read('.dockerignore').split('\n')).toContain('*');
});

it('keeps what stores apart from the outside, where only the server and the collector have to go', () => {
  expect(compose.networks['back']).toEqual({ internal: true });
  const outside = services.filter(([, { networks }]) => networks?.includes('front') ?? true);
  expect(outside.map(([name]) => name)).toEqual(['server', 'collector']);
});

it('checks the health of what can be checked', () => {
  const unchecked = services.filter(([, { healthcheck }]) => healthcheck === undefined).map(([name]) => name);
  expect(unchecked).toEqual(['collector']);
});

it('gives the collector a configuration whose pipelines name only what it defines', () => {
  const config = parse(read(compose.configs['collector']?.file ?? '')) as CollectorConfig;
  const pipelines = Object.values(config.service.pipelines);
  expect(pipelines).toHaveLength(2);
  for (const pipeline of pipelines) {
    for (const kind of ['receivers', 'processors', 'exporters'] as const) {
      expect(Object.keys(config[kind])).toEqual(expect.arrayContaining([...pipeline[kind]]));
    }
  }
});
