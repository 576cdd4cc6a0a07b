import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** The built program's files. */
export const PROGRAM = /\/dist\/notion-rest-mcp(?:\/[^/]+)?\.js$/;
/** Notion's window of a minute, as the bundler writes the constant of the program's sources. */
export const CONSTANT = /\bSTANDARD_WINDOW\s*=\s*(?:60_000|6e4|60000)\b/;

/** Whether the built program holds it; if not, a run with shorter windows would measure something else. */
export function programHasWindow() {
  const folder = join(DIST, 'notion-rest-mcp');
  const files = [join(DIST, 'notion-rest-mcp.js'), ...readdirSync(folder).map((name) => join(folder, name))];
  return files.some((file) => PROGRAM.test(file) && CONSTANT.test(readFileSync(file, 'utf8')));
}
