import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LogLine {
  readonly level: string;
  readonly message: string;
}

/** What the servers have logged into their files of a folder (see `ServerProcess`): lines of JSON. */
export function serverLogLines(folder: string): readonly LogLine[] {
  return readdirSync(folder)
    .filter((name) => /^server-.*\.err$/.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.startsWith('{'))
    .flatMap((line) => {
      const { level, msg } = parsed(line);
      return level === undefined ? [] : [{ level, message: msg ?? '' }];
    });
}

/** A kill may have cut the last line. */
function parsed(line: string): { readonly level?: string; readonly msg?: string } {
  try {
    return JSON.parse(line) as { readonly level?: string; readonly msg?: string };
  } catch {
    return {};
  }
}
