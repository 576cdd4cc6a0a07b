// The licences and notices of the packages whose code the bundle holds: each asks that its text comes along.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwn, textsOf } from './licence-texts.mjs';

const RULE = `\n${'-'.repeat(80)}\n\n`;
/** Texts that their packages forgot, from where they are developed; a file for each package. */
const FORGOTTEN = '.build/licences';

const fileOf = (name) => `${name.replace('/', '+')}.txt`;

async function forgottenTexts(root, packages) {
  const files = await readdir(join(root, FORGOTTEN));
  const known = new Map(packages.map(({ name }) => [fileOf(name), name]));
  const needless = files.filter((file) => !known.has(file));
  if (needless.length > 0) {
    throw new Error(`The bundle holds no package for ${FORGOTTEN}/${needless.join(', ')}.`);
  }
  const texts = files.map(async (file) => [
    known.get(file),
    (await readFile(join(root, FORGOTTEN, file), 'utf8')).trim(),
  ]);
  return new Map(await Promise.all(texts));
}

/**
 * One text for all packages; those that bring the same, to the letter, are named before it together.
 * @param packages what `packagesOf` has found in `sources`, the paths of the bundled files.
 */
export async function licenceNotices(root, packages, sources) {
  const forgotten = await forgottenTexts(root, packages);
  const named = new Map();
  const add = (text, name) => named.set(text, [...(named.get(text) ?? []), name]);
  for (const { name, version, folder } of packages) {
    const prefix = `${folder}/`;
    const own = sources.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    const texts = await textsOf(join(root, folder), new Set(own));
    const added = forgotten.get(name);
    if (added === undefined && !texts.some(isOwn)) {
      throw new Error(`${name} brings no text of its licence: put it into ${FORGOTTEN}/${fileOf(name)}.`);
    }
    if (added !== undefined) {
      add(added, `${name} ${version}`);
    }
    for (const one of texts) {
      add(one.text, isOwn(one) ? `${name} ${version}` : `${name} ${version}: ${one.path}`);
    }
  }
  return [...named].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join(RULE);
}
