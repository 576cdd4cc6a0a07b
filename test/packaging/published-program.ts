import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The bundled program, as it is published; `npm run build` makes it. */
export const programPath = fileURLToPath(new URL('../../dist/notion-rest-mcp.js', import.meta.url));

if (!existsSync(programPath)) {
  throw new Error('The program is not bundled: run npm run build.');
}
