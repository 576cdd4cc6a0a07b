import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardBehavior } from '../../../src/sandbox/hosted/options.js';
import { hostedTools } from '../../../src/sandbox/hosted/tools/catalogue.js';
import { root } from '../pages.js';

const switchPattern = /\/\*\* (.+?) \*\/\n {2}(\w+): /g;

/** The switches of the sandbox's hosted server with the comments of their code, and its tools by list. */
export function sandboxSections(): ReadonlyMap<string, string> {
  return new Map([
    ['switches of the hosted server', switches()],
    ['tools of the hosted server', tools()],
  ]);
}

function switches(): string {
  const code = readFileSync(join(root, 'src/sandbox/hosted/options.ts'), 'utf8');
  const [, body = ''] = /interface HostedBehavior \{\n([^]*?)\n\}/.exec(code) ?? [];
  const meanings = new Map(
    [...body.matchAll(switchPattern)].map(([, meaning = '', name = '']) => [name, meaning]),
  );
  const rows = Object.entries(standardBehavior()).map(([name, value]) => {
    const meaning = meanings.get(name);
    if (meaning === undefined) {
      throw new Error(`The switch ${name} has no comment of one line.`);
    }
    return `| \`${name}\` | ${shown(value)} | ${meaning} |`;
  });
  return ['| switch | standard | description |', '| --- | --- | --- |', ...rows].join('\n');
}

function shown(value: unknown): string {
  if (value === undefined) {
    return 'none';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.map((each) => `\`${each}\``).join(', ');
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '{}' || text === '' ? 'none' : `\`${text}\``;
}

function tools(): string {
  const inList = (wanted: string): string =>
    hostedTools
      .filter(({ lists }) => lists === wanted)
      .map(({ name }) => `\`${name}\``)
      .join(', ');
  return [
    '| listed | tools, each with `notion-` before its name |',
    '| --- | --- |',
    `| in both lists | ${inList('both')} |`,
    `| in August only | ${inList('august')} |`,
    `| in none, but can be called | ${inList('unlisted')} |`,
  ].join('\n');
}
