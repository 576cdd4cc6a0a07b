import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { execForm, pairsOf, readDockerfile, type Instruction } from './read-dockerfile.js';

const root = join(import.meta.dirname, '../..');
const source = readFileSync(join(root, 'Dockerfile'), 'utf8');
const stages = readDockerfile(source);
const final = stages.at(-1);

function inFinal(keyword: string): readonly Instruction[] {
  return (final?.instructions ?? []).filter((instruction) => instruction.keyword === keyword);
}

it('satisfies the linter', () => {
  expect(validate(source)).toEqual([]);
});

it('has the linter see what is wrong', () => {
  expect(validate(source.replace('USER 1000:1000', 'USSER 1000:1000'))).not.toEqual([]);
});

describe('every stage', () => {
  it.each(stages.map(({ base }) => base))('starts from a version of Node: %s', (base) => {
    expect(base).toMatch(/^node:24-slim(@sha256:[0-9a-f]{64})?$/);
  });

  it('keeps no secret: neither a setting nor an argument is one', () => {
    const instructions = stages.flatMap((stage) => stage.instructions);
    const names = instructions
      .filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')
      .flatMap(({ text }) => Object.keys(pairsOf(text)));
    expect(names).toEqual(['VERSION', 'NODE_ENV', 'HOST', 'PORT', 'HEALTH_PORT', 'DATA_FOLDER']);
  });

  it('runs no install script and fetches nothing beside the lock file', () => {
    const commands = stages.flatMap(({ instructions }) =>
      instructions.filter(({ keyword }) => keyword === 'RUN').map(({ text }) => text),
    );
    for (const command of commands.filter((text) => /npm (ci|install|prune)/.test(text))) {
      expect(command).toMatch(/^npm (ci|prune) .*--ignore-scripts/);
    }
    expect(commands.join('\n')).not.toMatch(/curl|wget|apt-get|npx/);
    expect(stages.flatMap(({ instructions }) => instructions).map(({ keyword }) => keyword)).not.toContain(
      'ADD',
    );
  });
});

describe('the image', () => {
  it('runs as a user who is not root, by number', () => {
    expect(inFinal('USER').map(({ text }) => text)).toEqual(['1000:1000']);
  });

  it('gets everything from the build and nothing from the folder', () => {
    expect(inFinal('COPY').map(({ flags }) => flags['from'])).toEqual(inFinal('COPY').map(() => 'build'));
  });

  it('starts without a shell, so that signals reach the program', () => {
    expect(inFinal('ENTRYPOINT').map(({ text }) => execForm(text))).toEqual([
      ['node', '/app/dist/notion-rest-mcp.js'],
    ]);
    expect(inFinal('CMD').map(({ text }) => execForm(text))).toEqual([['serve']]);
  });

  it('checks its health with what is in it', () => {
    const [check] = inFinal('HEALTHCHECK');
    expect(execForm(check?.text.replace(/^CMD\s+/, '') ?? '')?.[0]).toBe('node');
  });

  it('tells its licence and where its bill of materials lies', () => {
    const labels = Object.assign({}, ...inFinal('LABEL').map(({ text }) => pairsOf(text))) as object;
    expect(labels).toMatchObject({
      'org.opencontainers.image.licenses': 'MIT',
      'org.opencontainers.image.source': 'https://github.com/notion-rest-mcp/notion-rest-mcp',
      'io.github.notion-rest-mcp.sbom': '/app/sbom.spdx.json',
    });
  });
});

it('.dockerignore lets in what the build copies, and nothing else', () => {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const copied = (stages[0]?.instructions ?? [])
    .filter(({ keyword }) => keyword === 'COPY')
    .flatMap(({ text }) => text.split(/\s+/).slice(0, -1));
  expect(lines[0]).toBe('*');
  expect(lines.slice(1).toSorted()).toEqual(copied.map((name) => `!${name}`).toSorted());
});
