import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const run = promisify(execFile);
const script = join(import.meta.dirname, '../../.build/pin-images.mjs');
const DIGEST = `sha256:${'ab'.repeat(32)}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pin-images-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the script with a Docker that answers so. */
async function pin(answer: string): Promise<string> {
  const docker = join(folder, 'docker');
  await writeFile(docker, `#!/bin/sh\n[ "$1 $2 $3" = "buildx imagetools inspect" ] && echo '${answer}'\n`);
  await chmod(docker, 0o700);
  const { stdout } = await run(process.execPath, [script], {
    env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
  });
  return stdout;
}

it('names every image by the digest that Docker finds', async () => {
  expect((await pin(DIGEST)).trim().split('\n')).toEqual([
    `NODE_IMAGE=node:24-slim@${DIGEST}`,
    `COLLECTOR_IMAGE=otel/opentelemetry-collector:0.140.0@${DIGEST}`,
    `POSTGRES_IMAGE=postgres:17-alpine@${DIGEST}`,
    `REDIS_IMAGE=redis:8-alpine@${DIGEST}`,
  ]);
});

it('makes no digest up', async () => {
  await expect(pin('no such image')).rejects.toThrow('Docker names no digest of node:24-slim');
});
