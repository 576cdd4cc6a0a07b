import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../../src/sandbox/oauth/options.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { codeBlocks } from '../../docs/markdown.js';
import { eachPage, root } from '../../docs/pages.js';
import { shellCommands, shellLines } from '../../docs/shell-commands.js';
import { spelledOut, treatmentOf } from './documented-line.js';
import { installPacked } from './packed-install.js';
import { ShellSession } from './shell-session.js';

/** The pages that a newcomer follows, and the headings at which a page turns to another machine. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'README.md': [],
  'docs/quickstart.md': [],
  'docs/connect.md': ['For many spaces'],
};

/** A stack trace, and what is wrong although the exit code is 0: curl's is, whatever the server answers. */
const TROUBLE = /^\s+at .*:\d+|"error"/m;

/** Plays Claude Code, which starts the command of a server that is added, with the variables it is given. */
const CLAUDE = `#!/bin/sh
while [ "$1" != -- ]; do
  [ "$1" = --env ] && export "$2"
  shift
done
shift
exec "$@"
`;

/** What is done on one machine: a title, and the text with its commands. */
const machines = eachPage().flatMap(([path, { text }]) => {
  const headings = PAGES[path];
  const parts =
    headings?.length === 0 ? [text] : text.split(new RegExp(`^(?=## (?:${headings?.join('|')})$)`, 'm'));
  return headings === undefined
    ? []
    : parts.map(
        (part) =>
          [[path, ...headings.filter((name) => part.startsWith(`## ${name}\n`))].join(': '), part] as const,
      );
});

let packed: string;
let sandbox: Sandbox;
beforeAll(async () => {
  [sandbox, packed] = await Promise.all([startSandbox({ oauth: {} }), mkdtemp(join(tmpdir(), 'newcomer-'))]);
  await installPacked(packed);
  await mkdir(join(packed, 'bin'));
  await writeFile(join(packed, 'bin/claude'), CLAUDE);
  await chmod(join(packed, 'bin/claude'), 0o755);
});
afterAll(async () => {
  await sandbox.close();
  await rm(packed, { recursive: true, force: true });
});

describe.each(machines)('the commands of %s, as printed', (_title, text) => {
  const session = new ShellSession();
  const variables: string[] = [];
  let home: string;
  /** Where the last server of the page listens. */
  let served = '';
  /** The service key that was made last. */
  let key = '';

  beforeAll(async () => {
    home = await mkdtemp(join(packed, 'home-'));
  });
  afterAll(() => session.close());

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: [
      join(packed, 'node_modules/.bin'),
      join(packed, 'bin'),
      dirname(process.execPath),
      process.env['PATH'],
    ].join(delimiter),
    HOME: home,
    KEY: key,
    PORT: '0',
    NOTION_API_URL: sandbox.url,
    npm_config_offline: 'true',
  });

  /** The line with the sandbox's values for what a page leaves open, on loopback. */
  const filled = (line: string): string =>
    line
      .replaceAll('ntn_…', SANDBOX_TOKEN)
      .replaceAll('NOTION_CLIENT_ID=…', `NOTION_CLIENT_ID=${SANDBOX_CLIENT_ID}`)
      .replaceAll('NOTION_CLIENT_SECRET=…', `NOTION_CLIENT_SECRET=${SANDBOX_CLIENT_SECRET}`)
      .replaceAll('HOST=0.0.0.0', 'HOST=127.0.0.1')
      .replaceAll(/(curl .*)https:\/\/mcp\.example\.com/g, `$1${served}`)
      .replaceAll(/\b7a2cca575f41\b/g, key.split('_')[1] ?? '');

  const lines = codeBlocks(text)
    .filter(({ language }) => language === 'sh')
    .flatMap((block) => shellLines(block.text))
    .filter((line) => treatmentOf(line) !== undefined);

  it.each(lines.map((line) => [titleOf(line), line]))('%s', async (_line, line) => {
    for (const part of spelledOut(line, await scripts())) {
      const treatment = treatmentOf(part);
      const command = [...variables, filled(part)].join('\n');
      const folder = part.includes('node dist/') ? root : home;
      switch (treatment?.kind) {
        case 'set':
          variables.push(filled(part));
          break;
        case 'serve': {
          const said = await session.serve(command, treatment.ready, folder, environment());
          served = /serving MCP at (http:\/\/[^\s"/]+)/.exec(said)?.[1] ?? served;
          break;
        }
        case 'run': {
          const { code, said } = await session.run(command, folder, environment());
          expect([said, code]).toEqual([expect.not.stringMatching(TROUBLE), 0]);
          key = /^nrm_[\w-]+$/m.exec(said)?.[0] ?? key;
          break;
        }
        default:
          expect(shellCommands(part)).not.toEqual([]);
      }
    }
  });
});

/** The line, with the reason for each part that is only parsed. */
function titleOf(line: string): string {
  const reasons = line.split(' && ').flatMap((part) => {
    const treatment = treatmentOf(part);
    return treatment?.kind === 'parse'
      ? [`[parsed: ${shellCommands(part)[0]?.slice(0, 3).join(' ')} ${treatment.reason}]`]
      : [];
  });
  return [line.replaceAll(/\s+/g, ' '), ...reasons].join(' ');
}

async function scripts(): Promise<Record<string, string>> {
  const description = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return description.scripts;
}
