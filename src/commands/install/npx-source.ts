import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A folder of npx's cache. Its package.json keeps what npx was asked for. */
const NPX_FOLDER = /^.*[\\/]_npx[\\/][^\\/]+(?=[\\/])/;

/**
 * What npx has to be given for this program again: the packed file that it was given, or the name. Undefined where the program
 * was not started through npx. A name that nobody has published would be anybody's to publish.
 */
export function npxSource(program: string, name: string): string | undefined {
  const [folder] = NPX_FOLDER.exec(program) ?? [];
  if (folder === undefined) {
    return undefined;
  }
  const [, file] = /^file:(.+)$/.exec(dependencyIn(folder, name) ?? '') ?? [];
  return file === undefined ? name : resolve(folder, file);
}

function dependencyIn(folder: string, name: string): string | undefined {
  try {
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    return dependencies[name];
  } catch {
    return undefined; // Another npm may keep it elsewhere.
  }
}
