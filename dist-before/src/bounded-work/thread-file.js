import { existsSync } from 'node:fs';
/**
 * The path of a thread's program: beside the chunks of the bundle, or below its entry point. Undefined if the sources
 * run unbundled, as in tests of single modules.
 */
export function threadFile(name) {
    return ['./', './notion-rest-mcp/']
        .map((folder) => new URL(`${folder}${name}.js`, import.meta.url))
        .find((file) => existsSync(file));
}
