import { existsSync } from 'node:fs';

/**
 * The path of the program of a thread, or of a process beside this one: beside the chunks of the bundle, or below its entry point. Undefined if the sources
 * run unbundled, as in tests of single modules.
 */
export function threadFile(
  name: 'watchdog-thread' | 'text-thread' | 'file-thread' | 'index-thread' | 'query-process',
): URL | undefined {
  return ['./', './notion-rest-mcp/']
    .map((folder) => new URL(`${folder}${name}.js`, import.meta.url))
    .find((file) => existsSync(file));
}
