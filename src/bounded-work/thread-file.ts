import { existsSync } from 'node:fs';

/**
 * Where the program of a thread lies in the package: beside the parts of the bundle, or below the file that starts it.
 * Undefined where the sources run without having been bundled, as in tests of single modules.
 */
export function threadFile(name: 'watchdog-thread' | 'text-thread' | 'file-thread'): URL | undefined {
  return ['./', './notion-rest-mcp/']
    .map((folder) => new URL(`${folder}${name}.js`, import.meta.url))
    .find((file) => existsSync(file));
}
