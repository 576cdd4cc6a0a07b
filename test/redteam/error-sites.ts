import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { ToolError } from '../../src/errors.js';

const ROOT = resolve('.');
/** The errors of tools as the sources name them, so that a new or renamed class is looked for as well. */
const CLASSES = Array.from(
  readFileSync(join(ROOT, 'src/errors.ts'), 'utf8').matchAll(/^export class (\w+) extends ToolError/gm),
  ([, name]) => name,
);
const CONSTRUCTION = new RegExp(`\\bnew (?:${CLASSES.join('|')})\\(`, 'g');

/** A place in the sources that makes an error which a model reads. */
export interface ErrorSite {
  /** `src/notion/endpoints/pages.ts:46`. */
  readonly place: string;
  /** Whether what it says depends on something: names, arguments, what Notion answered. */
  readonly isVaried: boolean;
}

/** All of them below these folders. */
export function errorSites(folders: readonly string[]): ErrorSite[] {
  return folders.flatMap((folder) => sourcesBelow(join(ROOT, folder)).flatMap((file) => sitesIn(file)));
}

/** All sources below a folder. */
export function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(join(ROOT, 'src/sandbox')))
    .toSorted();
}

/** Where this error was made. */
export function siteOf(error: ToolError): string {
  const frame = (error.stack ?? '')
    .split('\n')
    .find((line) => /\.ts:\d+:\d+\)?$/.test(line) && !line.includes('src/errors.ts'));
  const [, file = '', line = ''] = /((?:\/|file:)[^():]*\.ts):(\d+):\d+\)?$/.exec(frame ?? '') ?? [];
  return `${relative(ROOT, file.replace(/^file:\/\//, ''))}:${line}`;
}

function sitesIn(file: string): ErrorSite[] {
  const text = readFileSync(file, 'utf8');
  return Array.from(text.matchAll(CONSTRUCTION), ({ index, 0: opening }) => {
    const expression = text.slice(index, endOfCall(text, index + opening.length));
    return {
      place: `${relative(ROOT, file)}:${text.slice(0, index).split('\n').length}`,
      isVaried: /\$\{|\b(?:problem|advice|told)\b/.test(expression),
    };
  });
}

/** The bracket that closes the call; brackets in texts come in pairs. */
function endOfCall(text: string, from: number): number {
  let depth = 1;
  let at = from;
  while (depth > 0 && at < text.length) {
    depth += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0;
    at += 1;
  }
  return at;
}
