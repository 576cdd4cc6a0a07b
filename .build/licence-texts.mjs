// Where a package keeps its licence, and those of code that it took over: files by their name at any depth, sections of a
// README, and comments in the code that the bundle is made of, which minifying drops.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';

const TEXT_FILE = /^(?:un)?licen[cs]e|^(?:notice|copying|copyright|patents)|third-?party/i;
const TEXT_FOLDER = /(?:^|\/)licen[cs]es\//i;
const README = /^readme(?:\.\w+)?$/i;
const CODE = /\.(?:[cm]?[jt]sx?|json|map|wasm|node)$/i;
const SCRIPT = /\.[cm]?[jt]s$/i;
/** What a licence says, and a link to one does not. */
const GRANT =
  /permission is hereby granted|permission to use, copy|redistribution and use in|apache license,? version 2\.0|unencumbered software/i;
const OWNED = /\bcopyright ?(?:\(c\)|©|\d|the )|@licen[cs]e\b|\blicen[cs]ed under\b|SPDX-License-Identifier/i;
const COMMENT = /\/\*[^]*?\*\/|(?:^[ \t]*\/\/.*\r?\n)+/gm;
/** Characters: a string may look like the start of a comment, whose end is then far away. */
const MAX_COMMENT = 20_000;

const spaced = (text) => text.replaceAll(/\s+/g, ' ').trim();

/** Paths of a package's own files, from its folder on. */
async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/'))
    .toSorted();
}

/** The sections of a README that are a licence. */
function sectionsOf(text) {
  return text.split(/^(?=#{1,6} )/m).filter((section) => GRANT.test(spaced(section)));
}

/** The comments of code that tell whose it is. */
function commentsOf(text) {
  return [...text.matchAll(COMMENT)]
    .map(([comment]) => comment.replaceAll(/^[ \t]*(?:\/\*[*!]?|\*\/|\*|\/\/+)|\*\/$/gm, ''))
    .filter(
      (comment) => comment.length < MAX_COMMENT && (OWNED.test(comment) || GRANT.test(spaced(comment))),
    );
}

async function textsIn(folder, path, sources) {
  const name = basename(path);
  const read = () => readFile(join(folder, path), 'utf8');
  if (!CODE.test(name) && (TEXT_FILE.test(name) || TEXT_FOLDER.test(path))) {
    return [await read()];
  }
  if (README.test(name)) {
    return sectionsOf(await read());
  }
  // What it was compiled from has the comments that it lost.
  return sources.has(path) || (path.startsWith('src/') && SCRIPT.test(name)) ? commentsOf(await read()) : [];
}

/**
 * The texts that a package brings, each with the path where it stands.
 * @param sources the package's files that are bundled, from its folder on.
 */
export async function textsOf(folder, sources) {
  const found = new Map();
  for (const path of await filesOf(folder)) {
    for (const text of await textsIn(folder, path, sources)) {
      const words = spaced(text);
      found.set(words, found.get(words) ?? { path, text: text.trim() });
    }
  }
  const all = [...found.keys()];
  return [...found]
    .filter(([words, one]) => isOwn(one) || !all.some((other) => other !== words && other.includes(words)))
    .map(([, one]) => one);
}

/** Whether it is the licence of the package as a whole. */
export function isOwn({ path }) {
  return /^(?:readme|(?:un)?licen[cs]e|copying)(?!\S*(?:third|3rd))[^/]*$/i.test(path);
}
