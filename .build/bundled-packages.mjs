// Which packages a bundle is made of: asked for by what lists their licences and by the bill of materials.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const byNameAndVersion = (one, other) => {
  const [mine, theirs] = [one, other].map(({ name, version }) => `${name} ${version}`);
  return mine === theirs ? 0 : mine < theirs ? -1 : 1;
};

/** A package as its own package.json describes it. */
export async function describePackage(root, folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  return { name, version, licence: license, folder };
}

/** The packages that these files, whose paths start at `root`, belong to: each version once, in order of names. */
export async function packagesOf(root, files) {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  const all = await Promise.all(
    [...new Set(folders)]
      .toSorted((one, other) => (one < other ? -1 : 1))
      .map((folder) => describePackage(root, folder)),
  );
  const versions = new Map(all.map((one) => [`${one.name}@${one.version}`, one]));
  return [...versions.values()].toSorted(byNameAndVersion);
}
