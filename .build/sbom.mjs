// The bill of materials, in SPDX 2.3: what the bundle was made of, which no scanner and no `npm audit` could see in it, and
// what npm installs beside it. The same packages make the same text.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';

const LOCK = 'package-lock.json';

/** Reproducible builds set it; what is made without it says no time. */
function timeOfBuild() {
  const seconds = Number(env['SOURCE_DATE_EPOCH'] ?? 0);
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** From the lock's `sha512-<base64>`. */
function checksumsOf(integrity) {
  const [, algorithm, digest] = /^(sha\d+)-(\S+)$/.exec(integrity ?? '') ?? [];
  return algorithm === undefined
    ? {}
    : {
        checksums: [
          {
            algorithm: algorithm.toUpperCase(),
            checksumValue: Buffer.from(digest, 'base64').toString('hex'),
          },
        ],
      };
}

function describe({ name, version, licence, integrity }, comment) {
  // The name of a scope is escaped in a package URL.
  const locator = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    name,
    SPDXID: `SPDXRef-Package-${name
      .replace('@', '')
      .replaceAll(/[^\w.]/g, '-')
      .replaceAll('_', '-')}-${version}`,
    versionInfo: version,
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: licence ?? 'NOASSERTION',
    copyrightText: 'NOASSERTION',
    ...(comment === undefined ? {} : { comment }),
    ...checksumsOf(integrity),
    externalRefs: [
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: locator },
    ],
  };
}

/**
 * What npm installs for a user of the package, on whatever platform. The lock says `dev` of what development alone needs, as
 * it does of all that is bundled; `devOptional` is for what both development and an optional dependency ask for.
 */
function installedPackages(lock) {
  return Object.entries(lock)
    .filter(([folder, { dev = false }]) => folder !== '' && !dev)
    .map(([folder, { version, license, integrity }]) => ({
      name: folder.replace(/^.*node_modules\//, ''),
      version,
      licence: license,
      integrity,
    }));
}

/** @param bundled what `packagesOf` has found. */
export async function billOfMaterials(root, bundled) {
  const { packages: lock } = JSON.parse(await readFile(join(root, LOCK), 'utf8'));
  const { name, version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const program = describe({ name, version, licence: license });
  const within = bundled.map((one) =>
    describe({ ...one, integrity: lock[one.folder]?.integrity }, 'in the bundle'),
  );
  const known = new Set(within.map(({ SPDXID }) => SPDXID));
  const beside = installedPackages(lock)
    .map((one) => describe(one, 'installed beside the bundle, where the platform fits'))
    .filter(({ SPDXID }) => !known.has(SPDXID));
  const packages = [program, ...within, ...beside];
  const digest = createHash('sha256').update(JSON.stringify(packages)).digest('hex');
  const relation = (type) => (to) => ({
    spdxElementId: program.SPDXID,
    relationshipType: type,
    relatedSpdxElement: to.SPDXID,
  });
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: `${name}@${version}`,
    documentNamespace: `http://spdx.org/spdxdocs/${name}-${version}-${digest.slice(0, 32)}`,
    creationInfo: { created: timeOfBuild(), creators: [`Tool: ${name}-build`] },
    packages,
    relationships: [
      {
        spdxElementId: 'SPDXRef-DOCUMENT',
        relationshipType: 'DESCRIBES',
        relatedSpdxElement: program.SPDXID,
      },
      ...within.map(relation('CONTAINS')),
      ...beside.map(relation('DEPENDS_ON')),
    ],
  };
}
