// The licences and notices of the packages whose code the bundle holds: each asks that its text comes along.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const RULE = `\n${'-'.repeat(80)}\n\n`;

/** The texts that a package brings: its licence, and what a licence such as Apache's asks to keep besides. */
async function textsOf(root, { name, folder, licence }) {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /^(licen[cs]e|notice|copying)/i.test(entry.name))
    .map((entry) => entry.name);
  if (files.length === 0 && licence === undefined) {
    throw new Error(`${name} says nothing of its licence.`);
  }
  const texts = await Promise.all(files.toSorted().map((file) => readFile(join(root, folder, file), 'utf8')));
  return texts.length === 0 ? `Licence: ${licence}` : texts.map((text) => text.trim()).join('\n\n');
}

/** One text for all packages; those that say the same, to the letter, are named before it together. */
export async function licenceNotices(root, packages) {
  const named = new Map();
  for (const one of packages) {
    const text = await textsOf(root, one);
    named.set(text, [...(named.get(text) ?? []), `${one.name} ${one.version}`]);
  }
  return [...named].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join(RULE);
}
