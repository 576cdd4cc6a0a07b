import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DIST = new URL('../../dist/src/', import.meta.url);

/**
 * The program as the compiler leaves it, a file for each module. In the bundle that is published, the same code, the
 * constant has become a number like any other.
 */
export const PROGRAM = fileURLToPath(new URL('cli.js', DIST));
/** Where Notion's window of a minute stands in it. */
export const MODULE = new URL('notion/limits/request-window.js', DIST).href;
export const CONSTANT = /\bSTANDARD_WINDOW = 60_?000\b/;

/** Whether it stands there; if not, a run with shorter windows would measure something else. */
export function programHasWindow() {
  const file = fileURLToPath(MODULE);
  return existsSync(file) && CONSTANT.test(readFileSync(file, 'utf8'));
}
