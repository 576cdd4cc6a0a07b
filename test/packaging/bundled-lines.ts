import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** What a module prints, in a process of its own: the bundler does not run inside Jest. */
export async function printed(program: string): Promise<string> {
  const args = ['--input-type=module', '--eval', program];
  return (await promisify(execFile)(process.execPath, args, { cwd: root })).stdout;
}

/** These lines as the program's build bundles them with one of its plugins, which a file of `.build` exports by this name. */
export const bundledWith =
  (plugin: string, file: string) =>
  (lines: string): Promise<string> =>
    printed(`
      import { build } from 'esbuild';
      import { bundling } from './.build/esbuild-options.mjs';
      import { ${plugin} } from './.build/${file}';
      const { outputFiles } = await build({
        ...bundling, logLevel: 'silent', write: false, plugins: [${plugin}],
        stdin: { contents: ${JSON.stringify(lines)}, resolveDir: process.cwd() },
      });
      process.stdout.write(outputFiles[0].text);`);
