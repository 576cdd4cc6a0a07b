// The licences of the packages whose code a bundle holds: each asks that its text comes along.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders of the packages that these files belong to. */
function packageFolders(files) {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  return [...new Set(folders)].toSorted((one, other) => (one < other ? -1 : 1));
}

async function notice(root, folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  const file = (await readdir(join(root, folder))).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined && license === undefined) {
    throw new Error(`${name} says nothing of its licence.`);
  }
  const text = file === undefined ? `Licence: ${license}` : await readFile(join(root, folder, file), 'utf8');
  return `${name} ${version}\n\n${text.trim()}\n`;
}

/** One text for all packages among the bundled files, whose paths start at `root`. */
export async function licenceNotices(root, files) {
  const notices = await Promise.all(packageFolders(files).map((folder) => notice(root, folder)));
  return notices.join(`\n${'-'.repeat(80)}\n\n`);
}
