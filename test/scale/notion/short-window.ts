import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as requestWindow from '../../../src/notion/limits/request-window.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Where Notion's window of a minute stands in the program as the compiler leaves it, a file for each module. */
const MODULE = 'dist/src/notion/limits/request-window.js';
const NAME: keyof typeof requestWindow = 'DEFAULT_WINDOW_MS';
const CONSTANT = new RegExp(`\\b${NAME} = 60_?000\\b`);

/** Why no shorter windows can be had: a run with them would measure something else. */
export function shortWindowObstacle(): string | undefined {
  const file = join(ROOT, MODULE);
  return existsSync(file) && CONSTANT.test(readFileSync(file, 'utf8'))
    ? undefined
    : 'the built program holds no window of a minute that could be shortened';
}

/**
 * Makes a copy of the program whose Notion counts in windows of so many milliseconds. The program has no setting for it,
 * because Notion has none; and in the bundle that is published the constant has become a number like any other.
 */
export function programWithWindow(folder: string, milliseconds: number): string {
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, MODULE);
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, source.replace(CONSTANT, `${NAME} = ${milliseconds}`));
  return join(folder, 'dist/src/cli.js');
}
