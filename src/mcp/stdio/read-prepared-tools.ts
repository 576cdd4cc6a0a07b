import { readFileSync } from 'node:fs';
import type { PreparedTools } from './prepared-tools.js';

/** Beside the bundled program. */
const FILE = new URL('notion-rest-mcp/prepared-tools.json', import.meta.url);

/** What the build has prepared; undefined for unbundled sources. */
export function readPreparedTools(): PreparedTools | undefined {
  try {
    // Written by the build of this version alone.
    return JSON.parse(readFileSync(FILE, 'utf8')) as PreparedTools;
  } catch {
    return undefined;
  }
}
